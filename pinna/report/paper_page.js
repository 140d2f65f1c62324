// The author's fields of a paper: words counted while they are written, saved as discussion.md.
"use strict";

const fields = [...document.querySelectorAll("textarea[data-name]")];
const total = document.querySelector("#words");
const fixed = Number(total.dataset.fixed);
const limit = Number(total.dataset.limit);
const wordsIn = (text) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;

function count() {
  let sum = fixed;
  for (const field of fields) {
    const words = wordsIn(field.value);
    field.nextElementSibling.textContent = `${words} words of about ${field.dataset.words}`;
    sum += words;
  }
  total.textContent = `about ${sum} of ${limit} words`;
  total.classList.toggle("missing", sum > limit);
}

document.querySelector("#save").addEventListener("click", () => {
  const text = fields.map((field) => `## ${field.dataset.name}\n\n${field.value.trim()}\n`).join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = "discussion.md";
  link.click();
});
for (const field of fields) field.addEventListener("input", count);
count();
