// The page of a case study: one recording, what several networks hear in it, one time line.
// Times are seconds. What is drawn lies between view.from and view.to.
"use strict";

const data = JSON.parse(document.getElementById("inspection").textContent);
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const audio = $("audio");
const shortestView = 0.5;
const view = { from: 0, to: data.seconds };
let region = null; // {from, to}, repeated while loop is on
let looping = false;
let following = true;
let stopAt = null; // end of a stretch that a table row plays
let position = 0;

// Numbers

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function clockText(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds - 60 * minutes).toFixed(2).padStart(5, "0");
  return `${minutes}:${rest}`;
}

function spokenTime(seconds) {
  return `${seconds.toFixed(1)} seconds of ${data.seconds.toFixed(1)}`;
}

// Drawing

/** The canvas at the size it has on the screen, cleared. */
function prepared(canvas) {
  const scale = window.devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { context, width, height };
}

const xOf = (second, width, range = view) => ((second - range.from) / (range.to - range.from)) * width;

function tickStep(seconds, width) {
  const wanted = (seconds * 70) / width;
  const steps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  return steps.find((step) => step >= wanted) || 3600;
}

function drawRuler() {
  const { context, width, height } = prepared($(".ruler canvas"));
  const step = tickStep(view.to - view.from, width);
  context.fillStyle = colour("--soft");
  context.strokeStyle = colour("--rule");
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "bottom";
  for (let k = Math.ceil(view.from / step); k * step <= view.to; ++k) {
    const x = xOf(k * step, width);
    context.beginPath();
    context.moveTo(x, height - 5);
    context.lineTo(x, height);
    context.stroke();
    const text = step < 1 ? (k * step).toFixed(2) : String(k * step);
    context.textAlign = x < 12 ? "left" : x > width - 16 ? "right" : "center";
    context.fillText(`${text} s`, x, height - 5);
  }
}

const spectrogram = { ...data.spectrogram, levels: bytesOf(data.spectrogram.levels) };
let spectrogramImage = null;

/** The whole spectrogram as an image of one pixel a value, in the colours of the page. */
function makeSpectrogramImage() {
  const { bins, frames, levels } = spectrogram;
  const canvas = document.createElement("canvas");
  canvas.width = frames;
  canvas.height = bins;
  const context = canvas.getContext("2d");
  const image = context.createImageData(frames, bins);
  for (let row = 0; row < bins; ++row) {
    for (let frame = 0; frame < frames; ++frame) {
      const [red, green, blue] = data.colours[levels[row * frames + frame]];
      const place = 4 * ((bins - 1 - row) * frames + frame);
      image.data.set([red, green, blue, 255], place);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function drawSpectrogram() {
  const { context, width, height } = prepared($(".spectrogram canvas"));
  spectrogramImage ||= makeSpectrogramImage();
  const { frames, frame_seconds: step, first_frame: first } = spectrogram;
  const begin = first - step / 2;
  const from = (view.from - begin) / step;
  const to = (view.to - begin) / step;
  context.imageSmoothingEnabled = to - from > width;
  const left = clamp(from, 0, frames);
  const right = clamp(to, 0, frames);
  if (right > left) {
    const x = ((left - from) / (to - from)) * width;
    const w = ((right - left) / (to - from)) * width;
    context.drawImage(spectrogramImage, left, 0, right - left, spectrogram.bins, x, 0, w, height);
  }
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  for (const { text, place } of spectrogram.ticks) {
    const y = clamp(height * (1 - place), 7, height - 7);
    context.lineWidth = 3;
    context.strokeStyle = "rgba(0, 0, 0, .65)";
    context.strokeText(text, 4, y);
    context.fillStyle = "#fff";
    context.fillText(text, 4, y);
  }
}

/** Scores as an area from the lane's foot, events as bars on top of it. */
function drawLane(lane) {
  const { context, width, height } = prepared(lane.canvas);
  if (lane.scores) {
    const { frame_seconds: step, values } = lane.scores;
    const first = Math.max(0, Math.floor(view.from / step));
    const last = Math.min(values.length - 1, Math.ceil(view.to / step));
    context.fillStyle = colour("--bar");
    context.beginPath();
    context.moveTo(xOf(first * step, width), height);
    const perPixel = Math.max(1, Math.floor((last - first) / (2 * width)));
    for (let frame = first; frame <= last; frame += perPixel) {
      let score = 0;
      for (let k = frame; k < Math.min(frame + perPixel, last + 1); ++k) score = Math.max(score, values[k]);
      const y = height - 1 - (score / 255) * (height - 6);
      context.lineTo(xOf(frame * step, width), y);
      context.lineTo(xOf((frame + perPixel) * step, width), y);
    }
    context.lineTo(xOf(Math.min((last + 1) * step, data.seconds), width), height);
    context.fill();
  }
  for (const [onset, offset] of lane.events) {
    if (offset < view.from || onset > view.to) continue;
    const x = xOf(onset, width);
    const w = Math.max(2, xOf(offset, width) - x);
    context.fillStyle = colour(lane.isReference ? "--ink" : "--accent");
    context.fillRect(x, 1, w, 4);
    context.fillRect(x, 1, 1, height - 2);
    context.fillRect(x + w - 1, 1, 1, height - 2);
  }
}

function drawOverview() {
  const { context, width, height } = prepared($(".overview canvas"));
  const all = { from: 0, to: data.seconds };
  context.fillStyle = colour("--panel");
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour("--soft");
  for (const lane of lanes)
    for (const [onset, offset] of lane.events)
      context.fillRect(xOf(onset, width, all), height - 6, Math.max(1, xOf(offset, width, all) - xOf(onset, width, all)), 3);
  const x = xOf(view.from, width, all);
  context.strokeStyle = colour("--accent");
  context.lineWidth = 2;
  context.strokeRect(x + 1, 1, Math.max(4, xOf(view.to, width, all) - x - 2), height - 2);
  context.fillStyle = colour("--alarm");
  context.fillRect(xOf(position, width, all) - 1, 0, 2, height);
}

function drawAll() {
  drawSpectrogram();
  drawRuler();
  for (const lane of lanes) if (lane.canvas.offsetParent) drawLane(lane);
  placeCursor();
}

let isDrawing = false;
function requestDraw() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    drawAll();
  });
}

function placeCursor() {
  const surface = $(".surface");
  const width = surface.clientWidth;
  const x = xOf(position, width);
  const cursor = $(".cursor");
  cursor.hidden = x < 0 || x > width;
  cursor.style.left = `${x}px`;
  const box = $(".region");
  box.hidden = !region;
  if (region) {
    const left = clamp(xOf(region.from, width), 0, width);
    box.style.left = `${left}px`;
    box.style.width = `${clamp(xOf(region.to, width), 0, width) - left}px`;
  }
  $(".clock").textContent = `${clockText(position)} / ${clockText(data.seconds)}`;
  surface.setAttribute("aria-valuenow", position.toFixed(2));
  surface.setAttribute("aria-valuetext", spokenTime(position));
  drawOverview();
}

// Lanes

const lanes = [];
for (const row of $$(".lane")) {
  const source = row.dataset.view === "" ? data.reference : data.views[Number(row.dataset.view)];
  const label = row.dataset.label;
  const lane = { canvas: row.querySelector("canvas"), row, label, view: row.dataset.view, source };
  lane.isReference = row.dataset.view === "";
  lane.events = source.events.filter((event) => event[2] === label);
  if (!lane.isReference && source.ribbons[label])
    lane.scores = { frame_seconds: source.frame_seconds, values: bytesOf(source.ribbons[label]) };
  lanes.push(lane);
}

function showReadout(second) {
  const words = [];
  for (const [index, source] of data.views.entries()) {
    const best = lanes
      .filter((lane) => lane.view === String(index) && lane.scores)
      .map((lane) => [lane.scores.values[Math.min(Math.floor(second / lane.scores.frame_seconds), lane.scores.values.length - 1)] / 255, lane.label])
      .sort((a, b) => b[0] - a[0])[0];
    if (best) words.push(`${source.name}: ${best[1].replaceAll("_", " ")} ${best[0].toFixed(2)}`);
  }
  $(".readout").textContent = `${second.toFixed(2)} s   ${words.join("   ")}`;
}

// Moving in time

function setView(from, to) {
  const length = clamp(to - from, Math.min(shortestView, data.seconds), data.seconds);
  view.from = clamp(from, 0, data.seconds - length);
  view.to = view.from + length;
  requestDraw();
}

function zoom(factor, around = position) {
  const middle = clamp(around, view.from, view.to);
  setView(middle - (middle - view.from) * factor, middle + (view.to - middle) * factor);
}

function pan(seconds) {
  following = false;
  setView(view.from + seconds, view.to + seconds);
}

function bringIntoView(second) {
  const length = view.to - view.from;
  if (second < view.from || second > view.to) setView(second - length / 10, second - length / 10 + length);
}

function seek(second) {
  position = clamp(second, 0, data.seconds);
  audio.currentTime = position;
  stopAt = null;
  following = true;
  bringIntoView(position);
  showReadout(position);
  placeCursor();
}

function setPlaying(playing) {
  if (playing) audio.play().catch((error) => ($(".readout").textContent = `cannot play: ${error.message}`));
  else audio.pause();
}

function listenTo(from, to) {
  const margin = clamp((to - from) * 2, 2, 20);
  setView(from - margin, to + margin);
  seek(Math.max(0, from - 0.3));
  region = { from, to };
  stopAt = to + 0.3;
  setPlaying(true);
  placeCursor();
}

function tick() {
  if (!audio.paused) {
    position = audio.currentTime;
    if (looping && region && position >= region.to) audio.currentTime = position = region.from;
    if (!looping && stopAt !== null && position >= stopAt) {
      stopAt = null;
      audio.pause();
    }
    if (following) bringIntoView(position);
    showReadout(position);
    placeCursor();
    requestAnimationFrame(tick);
  }
}

audio.addEventListener("play", () => {
  following = true;
  $("#play").textContent = "Pause";
  requestAnimationFrame(tick);
});
audio.addEventListener("pause", () => ($("#play").textContent = "Play"));
audio.addEventListener("seeked", () => {
  position = audio.currentTime;
  placeCursor();
});

// Disagreements

const stretches = $$("#disagreements [data-from]");
let stretch = -1;
function goToStretch(index) {
  if (stretches.length === 0) return;
  stretch = (index + stretches.length) % stretches.length;
  for (const [k, button] of stretches.entries()) button.closest("tr").classList.toggle("current", k === stretch);
  const { from, to } = stretches[stretch].dataset;
  listenTo(Number(from), Number(to));
}
for (const [index, button] of stretches.entries()) button.addEventListener("click", () => goToStretch(index));
for (const button of $$("[data-seek]")) button.addEventListener("click", () => seek(Number(button.dataset.seek)));

// Buttons and keys

function toggleLoop() {
  looping = !looping;
  if (looping && !region) region = { from: view.from, to: view.to };
  $("#loop").setAttribute("aria-pressed", String(looping));
  placeCursor();
}

function fit() {
  setView(0, data.seconds);
}

const actions = {
  play: () => setPlaying(audio.paused),
  closer: () => zoom(0.5),
  wider: () => zoom(2),
  fit,
  loop: toggleLoop,
  previous: () => goToStretch(stretch - 1),
  next: () => goToStretch(stretch + 1),
};
for (const [name, act] of Object.entries(actions)) $(`#${name}`).addEventListener("click", act);

const keys = {
  " ": actions.play,
  ArrowLeft: (event) => seek(position - (event.shiftKey ? 5 : 1)),
  ArrowRight: (event) => seek(position + (event.shiftKey ? 5 : 1)),
  Home: () => seek(0),
  End: () => seek(data.seconds),
  "+": actions.closer,
  "=": actions.closer,
  "-": actions.wider,
  0: fit,
  n: actions.next,
  p: actions.previous,
  l: toggleLoop,
  Escape: () => {
    region = null;
    if (looping) toggleLoop();
    placeCursor();
  },
  "?": () => {
    const help = $("#help");
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: "nearest" });
  },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select, audio")) return;
  if (event.key === " " && event.target.matches("button, summary, a")) return;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act(event);
});

// Pointer: click seeks, a mouse's drag chooses a stretch, fingers move and zoom.

const surface = $(".surface");
const pointers = new Map();
const secondAt = (event) => {
  const box = surface.getBoundingClientRect();
  return clamp(view.from + ((event.clientX - box.left) / box.width) * (view.to - view.from), 0, data.seconds);
};
const spread = () => {
  const [a, b] = [...pointers.values()];
  return { middle: (a.clientX + b.clientX) / 2, distance: Math.max(10, Math.abs(a.clientX - b.clientX)) };
};
let drag = null;

surface.addEventListener("pointerdown", (event) => {
  surface.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, event);
  drag = { x: event.clientX, second: secondAt(event), from: view.from, to: view.to, isMoved: false };
  if (pointers.size === 2) drag.pinch = spread();
});
surface.addEventListener("pointermove", (event) => {
  showReadout(secondAt(event));
  if (!pointers.has(event.pointerId)) return;
  pointers.set(event.pointerId, event);
  if (Math.abs(event.clientX - drag.x) > 5) drag.isMoved = true;
  if (!drag.isMoved) return;
  const length = drag.to - drag.from;
  if (pointers.size === 2 && drag.pinch) {
    const now = spread();
    const width = surface.clientWidth;
    const wanted = (length * drag.pinch.distance) / now.distance;
    const middle = drag.from + ((drag.pinch.middle - surface.getBoundingClientRect().left) / width) * length;
    const share = (now.middle - surface.getBoundingClientRect().left) / width;
    setView(middle - share * wanted, middle + (1 - share) * wanted);
  } else if (event.pointerType === "mouse") {
    const now = secondAt(event);
    region = { from: Math.min(drag.second, now), to: Math.max(drag.second, now) };
    placeCursor();
  } else {
    following = false;
    const moved = ((drag.x - event.clientX) / surface.clientWidth) * length;
    setView(drag.from + moved, drag.to + moved);
  }
});
function release(event) {
  if (!pointers.delete(event.pointerId) || !drag) return;
  if (!drag.isMoved && event.type === "pointerup") {
    region = looping ? region : null;
    seek(secondAt(event));
  }
  if (pointers.size === 0) drag = null;
}
surface.addEventListener("pointerup", release);
surface.addEventListener("pointercancel", release);
surface.addEventListener(
  "wheel",
  (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY / 300), secondAt(event));
    else if (sideways) pan(((view.to - view.from) * sideways) / 600);
    else return;
    event.preventDefault();
  },
  { passive: false },
);

const overview = $(".overview canvas");
overview.addEventListener("pointerdown", (event) => {
  overview.setPointerCapture(event.pointerId);
  centreOn(event);
});
overview.addEventListener("pointermove", (event) => event.buttons && centreOn(event));
function centreOn(event) {
  const box = overview.getBoundingClientRect();
  const middle = ((event.clientX - box.left) / box.width) * data.seconds;
  const half = (view.to - view.from) / 2;
  following = false;
  setView(middle - half, middle + half);
}

// What is shown

function applyFilters() {
  const shown = (group) => new Set($$(`[data-filter="${group}"]:checked`).map((box) => box.value));
  const views = shown("view");
  const labels = shown("label");
  for (const block of $$(".view")) block.hidden = !views.has(block.dataset.view);
  for (const lane of lanes) lane.row.hidden = !labels.has(lane.label);
  requestDraw();
}
for (const box of $$("[data-filter]")) box.addEventListener("change", applyFilters);

window.addEventListener("resize", requestDraw);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", requestDraw);
drawAll();
showReadout(0);
