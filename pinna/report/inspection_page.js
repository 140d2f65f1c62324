// The page of a case study: one recording, what several models say of it, and its sound.
//
// The page's HTML has every lane and bar; this script adds the spectrogram, the curves of the scores
// and everything that moves. It reads the page's JSON once. Times are in seconds throughout.

const data = JSON.parse(document.getElementById("data").textContent);

const page = document.querySelector(".inspection");
const audio = document.getElementById("audio");
const timeLine = document.getElementById("time-line");
const ruler = document.getElementById("ruler");
const overview = document.getElementById("overview");
const hasSound = audio.hasAttribute("src");

const leastSpan = Math.min(0.25, data.seconds);
const followFrom = 0.05;  // of the stretch in sight: where the cursor lies after a turn of the page
const followTo = 0.95;
const endGap = 0.3;   // seconds before the end: Chromium may lose a FLAC file that is sent into its last block
const lead = 0.25;  // seconds that are heard before and after a disagreement

// What is in sight, where the sound is, and what is selected.
const sight = { start: 0, span: data.seconds };
let position = 0;
let pointer = null;        // time under the mouse
let region = null;         // { onset, offset }
let looping = false;
let stopAt = null;         // where playing a stretch ends
let disagreement = -1;     // the one that was heard last
let following = true;
let scoreStyle = "curve";  // "heat", "none"

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

function bytesOf(base64) {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

// --- Text ------------------------------------------------------------------------------------

function timeText(seconds, digits = 2) {
  if (data.seconds < 100) return seconds.toFixed(digits);
  const scale = 10 ** digits;
  const units = Math.round(seconds * scale);
  const rest = ((units % (60 * scale)) / scale).toFixed(digits);
  return `${Math.floor(units / (60 * scale))}:${rest.padStart(digits ? digits + 3 : 2, "0")}`;
}

const namesOf = (views) => views.map((index) => data.views[index].name).join(", ");

function disagreementText(index) {
  const { onset, offset, label, heardBy, missedBy } = data.disagreements[index];
  return `Disagreement ${index + 1} of ${data.disagreements.length}: ${data.labels[label]}, ` +
      `${timeText(onset)} to ${timeText(offset)}, heard by ${namesOf(heardBy)}, ` +
      `missed by ${namesOf(missedBy)}`;
}

function showStatus(text) {
  document.getElementById("status").textContent = text;
}

// Who hears what at that time, for those who cannot see the lanes.
function heardText(seconds) {
  const heard = (name, events) => {
    const labels = events.filter(([onset, offset]) => onset <= seconds && seconds < offset)
        .map(([, , label]) => data.labels[label]);
    return `${name}: ${[...new Set(labels)].join(", ") || "nothing"}`;
  };
  const parts = data.views.map((view) => heard(view.name, view.events));
  if (data.reference) parts.unshift(heard("reference", data.reference));
  return `${timeText(seconds)} of ${timeText(data.seconds)}. ${parts.join("; ")}`;
}

// --- Sound -----------------------------------------------------------------------------------

const isPlaying = () => hasSound && !audio.paused;

function seek(seconds) {
  position = clamp(seconds, 0, data.seconds);
  if (hasSound) audio.currentTime = Math.max(0, Math.min(position, data.seconds - endGap));
  stopAt = null;
  keepInSight();
  drawPosition();
}

function play() {
  if (!hasSound) return;
  if (position >= data.seconds - 0.05) seek(0);
  if (looping && region && (position < region.onset || position >= region.offset)) seek(region.onset);
  startSound();
}

function startSound() {
  audio.play().catch((error) => {
    if (error.name !== "AbortError") showStatus("This browser cannot play the sound of this page.");
  });
}

function togglePlaying() {
  if (isPlaying()) audio.pause();
  else play();
}

// A decoder that has failed is started again where it was; three times, then it is given up.
let failures = 0;

function recoverSound() {
  if (++failures > 3) return showStatus("This browser cannot play the sound of this page.");
  const wasPlaying = !audio.paused;
  audio.load();
  audio.addEventListener("loadedmetadata", () => {
    audio.currentTime = Math.max(0, Math.min(position, data.seconds - 2 * endGap));
    if (wasPlaying) startSound();
  }, { once: true });
}

// Plays a stretch once, or again and again while the loop is on.
function playStretch(onset, offset, margin = 0) {
  region = { onset, offset };
  showStretch(onset, offset);
  seek(looping ? onset : onset - margin);
  stopAt = looping ? null : Math.min(offset + margin, data.seconds);
  drawRegion();
  if (hasSound) startSound();
}

// At every picture while the sound plays.
function step() {
  position = audio.currentTime;
  if (looping && region && position >= region.offset) audio.currentTime = position = region.onset;
  if (stopAt !== null && position >= stopAt) {
    audio.pause();
    stopAt = null;
  }
  if (following) turnPage();
  drawPosition();
}

function run() {
  if (!isPlaying()) return;
  step();
  requestAnimationFrame(run);
}

// --- What is in sight ------------------------------------------------------------------------

function look(start, span) {
  sight.span = clamp(span, leastSpan, data.seconds);
  sight.start = clamp(start, 0, data.seconds - sight.span);
  scheduleDrawing();
}

// Zooms so that the time `anchor` stays where it is.
function zoom(factor, anchor = isInSight(position) ? position : sight.start + sight.span / 2) {
  const span = clamp(sight.span / factor, leastSpan, data.seconds);
  look(anchor - (anchor - sight.start) * (span / sight.span), span);
}

// Moves what is in sight; following ends when the cursor gets lost on the way.
function pan(seconds) {
  look(sight.start + seconds, sight.span);
  if (isPlaying() && !isInSight(position)) setFollowing(false);
}

const isInSight = (seconds) => seconds >= sight.start && seconds <= sight.start + sight.span;

function keepInSight() {
  if (!isInSight(position)) look(position - 0.2 * sight.span, sight.span);
}

function turnPage() {
  const share = (position - sight.start) / sight.span;
  const isAtEnd = sight.start + sight.span >= data.seconds - 1e-6;
  if (share < 0 || share > 1 || (share > followTo && !isAtEnd))
    look(position - followFrom * sight.span, sight.span);
}

function showStretch(onset, offset) {
  const length = offset - onset;
  if (onset >= sight.start && offset <= sight.start + sight.span) return;
  const span = Math.max(sight.span, 1.5 * length);
  look((onset + offset - span) / 2, span);
}

function zoomToRegion() {
  if (!region) return;
  const span = 1.3 * (region.offset - region.onset);
  look((region.onset + region.offset - span) / 2, span);
}

function setFollowing(value) {
  following = value;
  showPressed("follow", following);
  if (following && isPlaying()) turnPage();
}

// --- Selection -------------------------------------------------------------------------------

function select(onset, offset) {
  region = { onset: clamp(Math.min(onset, offset), 0, data.seconds),
             offset: clamp(Math.max(onset, offset), 0, data.seconds) };
  stopAt = null;
  setDisagreement(-1);
  drawRegion();
}

function unselect() {
  region = null;
  stopAt = null;
  setLooping(false);
  setDisagreement(-1);
  showStatus("");
  drawRegion();
}

function setLooping(value) {
  looping = value;
  showPressed("loop", looping);
  if (!looping) return;
  stopAt = null;
  if (!region) select(sight.start, sight.start + sight.span);
  describeRegion();
}

function describeRegion() {
  if (!region || disagreement >= 0) return;
  const length = (region.offset - region.onset).toFixed(2);
  showStatus(`${looping ? "Loop" : "Stretch"}: ${timeText(region.onset)} to ` +
      `${timeText(region.offset)}, ${length} s`);
}

// --- Disagreements ---------------------------------------------------------------------------

const isShown = (label) => document.querySelector(`input[data-show-label="${label}"]`)?.checked ?? true;

function setDisagreement(index) {
  disagreement = index;
  for (const node of document.querySelectorAll("[data-disagreement]")) {
    const target = node.closest("tr") ?? node;
    if (Number(node.dataset.disagreement) === index) target.setAttribute("aria-current", "true");
    else target.removeAttribute("aria-current");
  }
}

function hearDisagreement(index) {
  const { onset, offset } = data.disagreements[index];
  setDisagreement(index);
  showStatus(disagreementText(index));
  playStretch(onset, offset, lead);
}

// The next one whose label is shown: after the one heard last, or after the cursor.
function nextDisagreement(direction) {
  const shown = [...data.disagreements.keys()].filter((i) => isShown(data.disagreements[i].label));
  if (shown.length === 0) return;
  const isAfter = (i) => disagreement >= 0 ? i > disagreement : data.disagreements[i].onset >= position;
  const after = shown.findIndex(isAfter);
  if (direction > 0) hearDisagreement(shown[after < 0 ? 0 : after]);
  else {
    const before = shown.filter((i) => disagreement >= 0 ? i < disagreement : data.disagreements[i].offset < position);
    hearDisagreement(before.at(-1) ?? shown.at(-1));
  }
}

// --- Drawing ---------------------------------------------------------------------------------

// Colours of the style sheet, read again when the scheme changes.
let ruleColour = "";

function readColours() {
  ruleColour = getComputedStyle(page).getPropertyValue("--rule").trim();
  for (const lane of lanes)
    lane.colour = getComputedStyle(lane.node).getPropertyValue("--label").trim();
}

// A canvas has as many dots as it covers on the screen; done where sizes may have changed.
function fitCanvas(canvas) {
  const dots = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * dots));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * dots));
}

function emptied(canvas) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  return context;
}

// 256 colours between the stops of a map, each as the four bytes of a dot.
function palette(stops) {
  const channels = stops.map((stop) => [1, 3, 5].map((i) => parseInt(stop.slice(i, i + 2), 16)));
  const bytes = new Uint8ClampedArray(4 * 256).fill(255);
  for (let level = 0; level < 256; ++level) {
    const place = (level / 255) * (stops.length - 1);
    const below = Math.min(Math.floor(place), stops.length - 2);
    channels[below].forEach((low, c) => {
      bytes[4 * level + c] = low + (place - below) * (channels[below + 1][c] - low);
    });
  }
  return new Uint32Array(bytes.buffer);
}

// The whole spectrogram, one dot a value, high frequencies on top.
function makeSpectrogram({ rows, columns, levels, colours }) {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const picture = context.createImageData(columns, rows);
  const dots = new Uint32Array(picture.data.buffer);
  const values = bytesOf(levels);
  const shades = palette(colours);
  for (let row = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column)
      dots[(rows - 1 - row) * columns + column] = shades[values[row * columns + column]];
  context.putImageData(picture, 0, 0);
  return canvas;
}

const spectrogram = makeSpectrogram(data.spectrogram);

function drawSpectrogram(canvas, start, span) {
  const context = emptied(canvas);
  context.imageSmoothingQuality = "high";
  const { columnSeconds, start: first } = data.spectrogram;
  context.drawImage(spectrogram, (start - first) / columnSeconds, 0, span / columnSeconds,
      spectrogram.height, 0, 0, canvas.width, canvas.height);
}

// Scores of one view and label, a byte a frame, or nothing.
const scoreRows = data.views.map(({ scores }) => {
  const values = bytesOf(scores.values);
  return new Map(scores.labels.map((label, row) =>
    [label, values.subarray(row * scores.frames, (row + 1) * scores.frames)]));
});

function scoreAt(view, label, seconds) {
  const { frameSeconds, frames } = data.views[view].scores;
  const row = scoreRows[view].get(label);
  if (!row || frames === 0) return null;
  return row[clamp(Math.floor(seconds / frameSeconds), 0, frames - 1)] / 255;
}

// The highest score in each of `width` equal parts of what is in sight; -1 after the last frame.
function scoresInSight(row, frameSeconds, width) {
  const scores = new Float32Array(width);
  for (let x = 0; x < width; ++x) {
    const begin = Math.floor((sight.start + (x / width) * sight.span) / frameSeconds);
    const end = Math.max(begin + 1, Math.floor((sight.start + ((x + 1) / width) * sight.span) / frameSeconds));
    let highest = -1;
    for (let frame = begin; frame < Math.min(end, row.length); ++frame)
      if (row[frame] > highest) highest = row[frame];
    scores[x] = highest / 255;
  }
  return scores;
}

function drawCurve(context, scores, shade, top, bottom) {
  const height = bottom - top;
  const { width } = context.canvas;
  context.fillStyle = ruleColour;
  context.fillRect(0, Math.round(top + height / 2), width, 1);
  const line = new Path2D();
  let last = 0;
  scores.forEach((score, x) => {
    if (score < 0) return;
    line.lineTo(x, bottom - score * height);
    line.lineTo(x + 1, bottom - score * height);
    last = x + 1;
  });
  const area = new Path2D(line);
  area.lineTo(last, bottom);
  area.lineTo(0, bottom);
  context.fillStyle = context.strokeStyle = shade;
  context.globalAlpha = 0.22;
  context.fill(area);
  context.globalAlpha = 1;
  context.lineWidth = 1.25 * (window.devicePixelRatio || 1);
  context.stroke(line);
}

function drawHeat(context, scores, shade, top, bottom) {
  context.fillStyle = shade;
  scores.forEach((score, x) => {
    if (score <= 0) return;
    context.globalAlpha = score;
    context.fillRect(x, top, 1, bottom - top);
  });
}

function drawScores(lane) {
  const context = emptied(lane.canvas);
  const row = scoreRows[lane.view].get(lane.label);
  if (!row || scoreStyle === "none") return;
  const { width, height } = lane.canvas;
  const scores = scoresInSight(row, data.views[lane.view].scores.frameSeconds, width);
  const dots = window.devicePixelRatio || 1;
  const draw = scoreStyle === "heat" ? drawHeat : drawCurve;
  draw(context, scores, lane.colour, 4 * dots, height - 15 * dots);
}

// The lanes of views that have a canvas: those of labels that the view knows.
const wholes = timeLine.querySelectorAll(".whole");
const lanes = [...timeLine.querySelectorAll(".block .lane[data-label] canvas")].map((canvas) => {
  const node = canvas.closest(".lane");
  return { node, canvas, score: node.querySelector(".score"), label: Number(node.dataset.label),
           view: Number(node.closest(".block").dataset.block) };
});

// Ticks at least 70 dots apart.
function tickStep(width) {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  const least = (70 / width) * sight.span;
  return steps.find((tick) => tick >= least) ?? steps.at(-1);
}

function drawRuler(width) {
  const stride = tickStep(width);
  const digits = stride >= 1 ? 0 : stride >= 0.1 ? 1 : 2;
  const ticks = [], grid = [];
  for (let i = Math.ceil(sight.start / stride - 1e-9); i * stride < sight.start + sight.span; ++i) {
    const place = `${((i * stride - sight.start) / sight.span) * 100}%`;
    ticks.push(placed("tick", place, timeText(i * stride, digits)));
    grid.push(placed("grid", place));
  }
  document.getElementById("ticks").replaceChildren(...ticks);
  const overlay = timeLine.querySelector(".overlay");
  overlay.querySelectorAll(".grid").forEach((node) => node.remove());
  overlay.prepend(...grid);
}

function placed(className, left, text = "") {
  const node = document.createElement("span");
  node.className = className;
  node.style.left = left;
  node.textContent = text;
  return node;
}

function drawAxis() {
  const { rows, ticks, axis, low, high, unit, colours } = data.spectrogram;
  const box = document.getElementById("axis");
  const marks = ticks.map(([row, label]) => {
    const node = placed("frequency", "", label);
    node.style.bottom = `clamp(.5rem, ${((row + 0.5) / rows) * 100}%, 100% - .5rem)`;
    return node;
  });
  const scale = placed("scale", "");
  scale.style.background = `linear-gradient(to top, ${colours.join(", ")})`;
  scale.append(placedText("high", `${high.toFixed(0)} ${unit}`), placedText("low", `${low.toFixed(0)} ${unit}`));
  box.replaceChildren(scale, placedText("axis-title", axis), ...marks);
}

function placedText(className, text) {
  const node = document.createElement("span");
  node.className = className;
  node.textContent = text;
  return node;
}

let drawingIsDue = false;

function scheduleDrawing() {
  if (drawingIsDue) return;
  drawingIsDue = true;
  requestAnimationFrame(() => {
    drawingIsDue = false;
    draw();
  });
}

// All that depends on what is in sight.
function draw() {
  const shown = lanes.filter(({ node }) => node.offsetParent !== null);
  drawRuler(ruler.clientWidth);
  for (const node of wholes) {
    node.style.width = `${(data.seconds / sight.span) * 100}%`;
    node.style.transform = `translateX(${(-sight.start / data.seconds) * 100}%)`;
  }
  drawSpectrogram(document.querySelector("#spectrogram canvas"), sight.start, sight.span);
  shown.forEach(drawScores);
  const frame = document.getElementById("window");
  frame.hidden = sight.span >= data.seconds;
  frame.style.left = `${(sight.start / data.seconds) * 100}%`;
  frame.style.width = `${(sight.span / data.seconds) * 100}%`;
  document.getElementById("zoom-out").disabled = document.getElementById("zoom-fit").disabled =
      sight.span >= data.seconds;
  document.getElementById("zoom-in").disabled = sight.span <= leastSpan;
  drawPosition();
}

// All that depends on the position of the sound and of the mouse.
function drawPosition() {
  const cursor = document.getElementById("cursor");
  cursor.hidden = !isInSight(position);
  cursor.style.left = `${((position - sight.start) / sight.span) * 100}%`;
  document.getElementById("overview-cursor").style.left = `${(position / data.seconds) * 100}%`;
  drawTime();
  drawReadout();
}

// The clock and what assistive technology hears of it, at most ten times a second.
let clockIsDue = true;

function drawTime() {
  if (!clockIsDue && isPlaying()) return;
  clockIsDue = false;
  setTimeout(() => { clockIsDue = true; }, 100);
  document.getElementById("now").textContent = timeText(position);
  overview.setAttribute("aria-valuenow", position.toFixed(3));
  if (!isPlaying()) overview.setAttribute("aria-valuetext", heardText(position));
}

// The scores under the mouse, or at the cursor.
function drawReadout() {
  const seconds = pointer ?? position;
  for (const lane of lanes) {
    const score = scoreAt(lane.view, lane.label, seconds);
    const text = score === null ? "" : score.toFixed(2);
    if (lane.score.textContent !== text) lane.score.textContent = text;
  }
  for (const node of timeLine.querySelectorAll(".window")) {
    const { windowSeconds } = data.views[Number(node.closest(".block").dataset.block)];
    node.style.setProperty("--on", seconds - windowSeconds / 2);
    node.style.setProperty("--len", windowSeconds);
  }
  const line = document.getElementById("pointer");
  const chip = document.getElementById("pointer-time");
  line.hidden = chip.hidden = pointer === null || !isInSight(pointer);
  if (line.hidden) return;
  const share = (pointer - sight.start) / sight.span;
  line.style.left = `${share * 100}%`;
  chip.style.left = `clamp(1.75rem, ${share * 100}%, 100% - 1.75rem)`;
  chip.textContent = timeText(pointer);
}

function drawRegion() {
  const node = document.getElementById("region");
  node.hidden = !region;
  if (!region) return;
  node.style.setProperty("--on", region.onset);
  node.style.setProperty("--len", region.offset - region.onset);
  describeRegion();
}

function drawOverview() {
  const canvas = overview.querySelector("canvas");
  drawSpectrogram(canvas, 0, data.seconds);
  const context = canvas.getContext("2d");
  const dots = window.devicePixelRatio || 1;
  context.fillStyle = "#ffffff";
  for (const { onset, offset, label } of data.disagreements)
    if (isShown(label))
      context.fillRect((onset / data.seconds) * canvas.width, canvas.height - 4 * dots,
          Math.max(2 * dots, ((offset - onset) / data.seconds) * canvas.width), 4 * dots);
}

function drawAll() {
  page.style.setProperty("--player-height", `${document.getElementById("player").offsetHeight}px`);
  document.querySelectorAll(".inspection canvas").forEach(fitCanvas);
  drawOverview();
  draw();
}

// --- Mouse and fingers -----------------------------------------------------------------------

function timeAt(clientX, box = ruler) {
  const { left, width } = box.getBoundingClientRect();
  const [start, span] = box === ruler ? [sight.start, sight.span] : [0, data.seconds];
  return clamp(start + ((clientX - left) / width) * span, 0, data.seconds);
}

const fingers = new Map();  // pointer id -> clientX
let drag = null;            // { clientX, time, start, kind: "", "select", "pan" }

function beginDrag(event) {
  if (event.button !== 0 || !event.target.closest(".track") || event.target.closest(".mark")) return;
  fingers.set(event.pointerId, event.clientX);
  event.target.closest(".track").setPointerCapture(event.pointerId);
  const selects = event.pointerType === "mouse" || event.target.closest(".ruler");
  drag = { clientX: event.clientX, time: timeAt(event.clientX), start: sight.start, moved: false, selects };
}

function moveDrag(event) {
  if (event.pointerType === "mouse") showPointer(event);
  if (!drag || !fingers.has(event.pointerId)) return;
  if (fingers.size === 2) return pinch(event);
  fingers.set(event.pointerId, event.clientX);
  const distance = event.clientX - drag.clientX;
  if (!drag.moved && Math.abs(distance) < 5) return;
  drag.moved = true;
  if (drag.selects) select(drag.time, timeAt(event.clientX));
  else {
    look(drag.start - (distance / ruler.clientWidth) * sight.span, sight.span);
    pan(0);
  }
}

function endDrag(event) {
  if (!fingers.delete(event.pointerId) || !drag) return;
  if (fingers.size === 0) {
    if (event.type === "pointerup" && !drag.moved) click(drag.time);
    else if (drag.moved && drag.selects && region) finishSelection();
    drag = null;
  } else drag.moved = true;
}

function finishSelection() {
  setLooping(true);
  if (!isPlaying()) seek(region.onset);
}

// A click hears on from there; outside the stretch it gives the stretch up.
function click(seconds) {
  if (region && (seconds < region.onset || seconds > region.offset)) unselect();
  seek(seconds);
}

function pinch(event) {
  const before = [...fingers.values()];
  fingers.set(event.pointerId, event.clientX);
  const after = [...fingers.values()];
  const distance = (xs) => Math.max(20, Math.abs(xs[0] - xs[1]));
  drag.moved = true;
  zoom(distance(after) / distance(before), timeAt((after[0] + after[1]) / 2));
}

function showPointer(event) {
  pointer = event.target.closest(".track") ? timeAt(event.clientX) : null;
  drawReadout();
}

function turnWheel(event) {
  const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
  const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!event.ctrlKey && !isSideways) return;
  event.preventDefault();
  const dots = event.deltaMode === 1 ? 16 : 1;  // lines or dots
  if (event.ctrlKey) zoom(Math.exp(-0.002 * dots * clamp(event.deltaY, -300, 300)), timeAt(event.clientX));
  else pan(((sideways * dots) / ruler.clientWidth) * sight.span);
}

// In the overview the frame is moved, and elsewhere the sound.
let overviewDrag = null;

function beginOverviewDrag(event) {
  overview.setPointerCapture(event.pointerId);
  const seconds = timeAt(event.clientX, overview);
  const holdsFrame = sight.span < data.seconds && isInSight(seconds);
  overviewDrag = { seconds, start: sight.start, holdsFrame, moved: false };
  if (!holdsFrame) seek(seconds);
}

function moveOverviewDrag(event) {
  if (!overviewDrag) return;
  const seconds = timeAt(event.clientX, overview);
  overviewDrag.moved ||= Math.abs(seconds - overviewDrag.seconds) / data.seconds * overview.clientWidth > 3;
  if (!overviewDrag.holdsFrame) seek(seconds);
  else if (overviewDrag.moved) {
    look(overviewDrag.start + seconds - overviewDrag.seconds, sight.span);
    pan(0);
  }
}

function endOverviewDrag() {
  if (overviewDrag?.holdsFrame && !overviewDrag.moved) seek(overviewDrag.seconds);
  overviewDrag = null;
}

function hearBar(event) {
  const bar = barAt(event);
  if (!bar) return;
  const onset = Number(bar.style.getPropertyValue("--on"));
  setDisagreement(-1);
  playStretch(onset, onset + Number(bar.style.getPropertyValue("--len")));
}

// The bar of the lane at the time of the mouse: bars are thin, lanes are not.
function barAt(event) {
  const seconds = timeAt(event.clientX);
  return [...(event.target.closest(".lane")?.querySelectorAll(".bar") ?? [])].find((bar) => {
    const onset = Number(bar.style.getPropertyValue("--on"));
    return onset <= seconds && seconds < onset + Number(bar.style.getPropertyValue("--len"));
  });
}

// --- Keys ------------------------------------------------------------------------------------

const actions = {
  " ": togglePlaying,
  ArrowLeft: (event) => seek(position - (event.shiftKey ? 5 : 1)),
  ArrowRight: (event) => seek(position + (event.shiftKey ? 5 : 1)),
  ",": () => seek(position - 0.1),
  ".": () => seek(position + 0.1),
  Home: () => seek(0),
  End: () => seek(data.seconds),
  n: () => nextDisagreement(1),
  p: () => nextDisagreement(-1),
  l: () => setLooping(!looping),
  "[": () => select(position, region && region.offset > position ? region.offset : sight.start + sight.span),
  "]": () => select(region && region.onset < position ? region.onset : sight.start, position),
  Escape: unselect,
  "+": () => zoom(1.5),
  "=": () => zoom(1.5),
  "-": () => zoom(1 / 1.5),
  0: () => look(0, data.seconds),
  z: zoomToRegion,
  f: () => setFollowing(!following),
  "?": showKeys,
};

// Keys that a control under the focus needs for itself.
function isTakenBy(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches("select, input[type=radio]") && key.startsWith("Arrow")) return true;
  return key === " " && target.matches("button, summary, a, input, select");
}

function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys").open) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!(key in actions) || isTakenBy(event.target, key)) return;
  event.preventDefault();
  actions[key](event);
}

function showKeys() {
  document.getElementById("keys").showModal();
}

function showPressed(id, value) {
  document.getElementById(id).setAttribute("aria-pressed", value);
}

// --- Filters ---------------------------------------------------------------------------------

function applyFilters() {
  for (const box of document.querySelectorAll("input[data-show-block]"))
    timeLine.querySelector(`[data-block="${box.dataset.showBlock}"]`).hidden = !box.checked;
  for (const box of document.querySelectorAll("input[data-show-label]"))
    for (const node of document.querySelectorAll(`[data-label="${box.dataset.showLabel}"]`))
      node.hidden = !box.checked;
  for (const node of timeLine.querySelectorAll(".mark"))
    node.hidden = !isShown(data.disagreements[Number(node.dataset.disagreement)].label);
  scoreStyle = document.querySelector("input[name=scores]:checked").value;
  drawAll();
}

// --- Start -----------------------------------------------------------------------------------

function connectSound() {
  const showState = () => page.classList.toggle("playing", isPlaying());
  audio.addEventListener("play", () => { showState(); run(); });
  audio.addEventListener("pause", () => { showState(); clockIsDue = true; drawPosition(); });
  audio.addEventListener("ended", () => {
    if (looping && region) return playStretch(region.onset, region.offset);
    position = data.seconds;
    showState();
    drawPosition();
  });
  audio.addEventListener("error", recoverSound);
  audio.addEventListener("playing", () => { failures = 0; });
  audio.addEventListener("timeupdate", () => { if (isPlaying()) step(); });  // in hidden pages too
  for (const id of ["play", "loop", "speed"]) document.getElementById(id).disabled = !hasSound;
}

function connectButtons() {
  const clicks = { play: togglePlaying, loop: () => setLooping(!looping), help: showKeys,
                   previous: () => nextDisagreement(-1), next: () => nextDisagreement(1),
                   "zoom-in": () => zoom(1.5), "zoom-out": () => zoom(1 / 1.5),
                   "zoom-fit": () => look(0, data.seconds), follow: () => setFollowing(!following),
                   "close-keys": () => document.getElementById("keys").close() };
  for (const [id, action] of Object.entries(clicks))
    document.getElementById(id)?.addEventListener("click", () => action());
  document.getElementById("speed").addEventListener("change", (event) => {
    audio.playbackRate = Number(event.target.value);
  });
  for (const node of document.querySelectorAll(".listen, .mark"))
    node.addEventListener("click", () => {
      if (node.dataset.disagreement) return hearDisagreement(Number(node.dataset.disagreement));
      setDisagreement(-1);
      playStretch(Number(node.dataset.onset), Number(node.dataset.offset));
    });
  document.querySelector(".filters").addEventListener("change", applyFilters);
  // After a click of the mouse the space bar means the sound again, not that button.
  document.addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.closest("button, summary")) document.activeElement?.blur();
  });
}

function connectPointers() {
  timeLine.addEventListener("pointerdown", beginDrag);
  timeLine.addEventListener("pointermove", moveDrag);
  timeLine.addEventListener("pointerup", endDrag);
  timeLine.addEventListener("pointercancel", endDrag);
  timeLine.addEventListener("pointerleave", () => { pointer = null; drawReadout(); });
  timeLine.addEventListener("dblclick", hearBar);
  timeLine.addEventListener("wheel", turnWheel, { passive: false });
  overview.addEventListener("pointerdown", beginOverviewDrag);
  overview.addEventListener("pointermove", moveOverviewDrag);
  overview.addEventListener("pointerup", endOverviewDrag);
  overview.addEventListener("pointercancel", endOverviewDrag);
}

// index.html#t=12.3,14 opens at a stretch, as media fragments do.
function openAddress() {
  const [, onset, offset] = /^#t=([\d.]+)(?:,([\d.]+))?$/.exec(location.hash) ?? [];
  if (!onset) return;
  if (Number(offset) > Number(onset)) select(Number(onset), Number(offset));
  seek(Number(onset));
}

function start() {
  page.classList.add("live");
  if (window.innerWidth < 720) document.querySelector(".filters").open = false;
  connectSound();
  connectButtons();
  connectPointers();
  document.addEventListener("keydown", pressKey);
  window.addEventListener("hashchange", openAddress);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); drawAll(); });
  new ResizeObserver(drawAll).observe(timeLine);
  setFollowing(true);
  showPressed("loop", false);
  readColours();
  drawAxis();
  applyFilters();
  openAddress();
}

start();
