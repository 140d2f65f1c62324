// The author's fields of a paper: words counted while they are written, saved as discussion.md.
"use strict";

const fields = [...document.querySelectorAll("textarea[data-name]")];
const total = document.querySelector("#words");
const meter = document.querySelector("meter");
const fixed = Number(total.dataset.fixed);
const limit = Number(total.dataset.limit);

// As the PDF's words are counted: comments and citations are none.
function wordsIn(text) {
  const shown = text.replace(/<!--[^]*?-->/g, " ").replace(/\[@[^\]]*\]/g, " ");
  return shown.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
}

function count() {
  let sum = fixed;
  let ofAuthor = 0;
  for (const field of fields) {
    const words = wordsIn(field.value);
    field.nextElementSibling.textContent = `${words} words of about ${field.dataset.words}`;
    // An empty field stands in the paper as its question.
    sum += words > 0 ? words : Number(field.dataset.empty);
    ofAuthor += words;
  }
  total.textContent = `${sum} of at most ${limit} words, ${ofAuthor} of them yours`;
  total.classList.toggle("missing", sum > limit);
  meter.value = Math.min(sum, limit);
}

function discussion() {
  return fields
    .map(({ dataset, value }) => {
      const question = `<!-- ${dataset.question} About ${dataset.words} words. -->`;
      return `## ${dataset.name}\n\n${question}\n\n${value.trim()}\n`;
    })
    .join("\n");
}

document.querySelector("#save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([discussion()], { type: "text/markdown" }));
  link.download = "discussion.md";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});

let isSaved = true;
for (const field of fields)
  field.addEventListener("input", () => {
    isSaved = false;
    count();
  });
document.querySelector("#save").addEventListener("click", () => {
  isSaved = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!isSaved) event.preventDefault();
});
count();
