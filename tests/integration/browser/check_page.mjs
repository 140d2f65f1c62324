// Opens the page of a case study from disk in Chromium and works with it, as a person would.
//
//     node check_page.mjs PAGE FOLDER [WIDTH]
//
// Windows are 1280 and 400 dots wide, or only WIDTH. Screenshots go to FOLDER; $CHROMIUM is the
// browser.
//
// What has to be there follows from the page's own numbers, so that any inspection can be checked.
// Each complaint is a line on standard output; the exit code is 1 if there is one.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pagePath, folder] = process.argv.slice(2, 4).map((argument) => path.resolve(argument));
const widths = process.argv[4] ? [Number(process.argv[4])] : [1280, 400];
const complaints = [];
let place = "";

function expect(holds, what) {
  if (!holds) complaints.push(`${place}: ${what}`);
}

function expectNear(got, wanted, tolerance, what) {
  expect(Math.abs(got - wanted) <= tolerance, `${what}: got ${got}, expected about ${wanted}`);
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

// What the tests look at, in terms of the page.
class InspectionPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    this.requests = [];
    this.page.on("request", (request) => {
      if (!request.url().startsWith("data:")) this.requests.push(request.url());
    });
    this.page.on("console", (message) => expect(message.type() !== "error", `console: ${message.text()}`));
    this.page.on("pageerror", (error) => expect(false, `script: ${error.message}`));
    await this.page.goto(pathToFileURL(pagePath).href);
    this.data = JSON.parse(await this.page.locator("#data").textContent());
    await this.page.waitForFunction(() => document.getElementById("audio").readyState >= 1);
  }

  time() {
    return this.page.evaluate(() => document.getElementById("audio").currentTime);
  }

  isPlaying() {
    return this.page.evaluate(() => !document.getElementById("audio").paused);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
    await pause(0.15);
  }

  // A point of the spectrogram, of which `share` of the width lies to the left.
  async point(share) {
    await this.page.locator("#spectrogram").evaluate((node) => node.scrollIntoView({ block: "center" }));
    const box = await this.page.locator("#spectrogram").boundingBox();
    return { x: box.x + share * box.width, y: box.y + box.height / 2 };
  }

  // The stretch in sight, from the ticks' places: [start, span] as shares of the recording.
  async sight() {
    return this.page.evaluate(() => {
      const frame = document.getElementById("window");
      if (frame.hidden) return [0, 1];
      return [parseFloat(frame.style.left) / 100, parseFloat(frame.style.width) / 100];
    });
  }
}

async function checkContent(it) {
  const { page, data } = it;
  for (const [index, view] of data.views.entries()) {
    const block = page.locator(`.block[data-block="${index}"]`);
    expect(await block.locator("h3").textContent() === view.name, `block of ${view.name}`);
    const heard = new Set(view.events.map(([, , label]) => label));
    for (const label of heard) {
      const lane = block.locator(`.lane[data-label="${label}"]`);
      expect(await lane.isVisible(), `lane of ${data.labels[label]} in ${view.name} is not visible`);
      const bars = view.events.filter(([, , other]) => other === label).length;
      expect(await lane.locator(".bar").count() === bars, `bars of ${data.labels[label]} in ${view.name}`);
    }
  }
  if (data.reference) expect(await page.locator('[data-block="reference"]').isVisible(), "no reference");
  for (const id of ["spectrogram", "overview", "time", "play"])
    expect(await page.locator(`#${id}`).isVisible(), `#${id} is not visible`);
  const painted = await page.evaluate(() => [...document.querySelectorAll(".track canvas")]
      .filter((canvas) => canvas.offsetParent && canvas.width > 1).every((canvas) =>
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v > 0)));
  expect(painted, "a canvas is empty");
  expect(await page.evaluate(() => [...document.querySelectorAll("button, [role=slider]")].every(
      (node) => node.getAttribute("aria-label") || node.title || node.textContent.trim())), "a control has no name");
}

async function checkWidth(it) {
  const [wide, width] = await it.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide <= width, `the page is ${wide} dots wide, the window ${width}`);
}

async function checkPlaying(it) {
  await it.press("Home", "Space");
  await pause(1);
  expect(await it.isPlaying(), "Space does not play");
  expect(await it.time() > 0.3, `after a second at ${await it.time()} s`);
  await it.press("Space");
  expect(!(await it.isPlaying()), "Space does not pause");
}

async function checkSeeking(it) {
  const { seconds } = it.data;
  const { x, y } = await it.point(0.5);
  await it.page.mouse.click(x, y);
  expectNear(await it.time(), seconds / 2, 0.01 * seconds, "click in the middle");
  const before = await it.time();
  await it.press("ArrowRight");
  expectNear(await it.time(), before + 1, 0.02, "arrow");
  await it.press("Shift+ArrowLeft");
  expectNear(await it.time(), before - 4, 0.02, "arrow with Shift");
  await it.press("End");
  expectNear(await it.time(), seconds, 0.35, "End");
  // Into the last block of a FLAC file, where Chromium's decoder may fail: the page starts it again.
  for (let i = 0; i < 2; ++i) {
    await it.page.evaluate((end) => { audio.currentTime = end; }, seconds - 0.03);
    await pause(0.4);
    await it.press("Home");
  }
  await pause(0.4);
  await it.press("Home");
  expectNear(await it.time(), 0, 0.01, "Home");
  const slider = it.page.locator("#overview");
  expect((await slider.getAttribute("aria-valuetext"))?.includes(it.data.views[0].name), "the slider says nothing");
}

async function checkDisagreements(it) {
  const { page, data } = it;
  if (data.disagreements.length === 0) return;
  const [{ onset, offset }] = data.disagreements;
  await page.locator("#disagreements .listen").first().click();
  await pause(0.3);
  expect(await it.isPlaying(), "the button in the table does not play");
  expectNear(await it.time(), onset, 1.5, "button in the table");
  expect(await page.locator('#disagreements tr[aria-current="true"]').count() === 1, "no row is marked");
  expect((await page.locator("#status").textContent()).includes("Disagreement 1 of"), "no word of it");
  await it.press("Space");
  expect(!(await it.isPlaying()), "after a click in the table Space does not pause");
  await it.press("Space");
  if (offset - onset < 3) {
    await pause(offset - onset + 1.5);
    expect(!(await it.isPlaying()), "plays on after the stretch");
    expectNear(await it.time(), offset, 0.6, "end of the stretch");
  }
  if (data.disagreements.length > 1) {
    await it.press("n");
    expectNear(await it.time(), data.disagreements[1].onset, 1.5, "key N");
    await it.press("p");
    expectNear(await it.time(), onset, 1.5, "key P");
  }
  if (await it.isPlaying()) await it.press("Space");
  await it.press("Escape");
}

async function checkZoom(it) {
  await it.press("0", "Home", "+", "+");
  expectNear((await it.sight())[1], 1 / 2.25, 0.01, "two steps of zoom");
  const { x, y } = await it.point(0.5);
  await it.page.mouse.move(x, y);
  await it.page.keyboard.down("Control");
  await it.page.mouse.wheel(0, -200);
  await it.page.keyboard.up("Control");
  await pause(0.2);
  const [start, span] = await it.sight();
  expect(span < 1 / 2.5, `the wheel does not zoom: ${span}`);
  await it.page.mouse.wheel(100, 0);
  await pause(0.2);
  expect((await it.sight())[0] > start, "the wheel moves nothing");
  await it.press("End");
  const [last, length] = await it.sight();
  expectNear(last + length, 1, 0.01, "the sound's end is in sight");
  await it.press("0");
  expect((await it.sight())[1] === 1, "key 0 does not show everything");
}

async function checkLoop(it) {
  await it.press("0");
  const length = 0.6 / it.data.seconds;
  const from = await it.point(0.4), to = await it.point(0.4 + Math.max(length, 0.05));
  await it.page.mouse.move(from.x, from.y);
  await it.page.mouse.down();
  await it.page.mouse.move(to.x, to.y, { steps: 4 });
  await it.page.mouse.up();
  expect(await it.page.locator("#region").isVisible(), "no stretch after dragging");
  expect(await it.page.locator("#loop").getAttribute("aria-pressed") === "true", "no loop after dragging");
  await it.press("]", "[", "Escape");
  expect(!(await it.page.locator("#region").isVisible()), "Escape leaves the stretch");
  // A loop of about half a second by keys: it comes back.
  await it.press("Home", "ArrowRight", "[", ...Array(5).fill("."), "]", "l", "Space");
  await pause(1.6);
  const time = await it.time();
  expect(time >= 0.95 && time <= 1.65, `the loop from 1 s to 1.5 s is at ${time} s`);
  await it.press("Space", "Escape");
}

// Two clicks anywhere in a lane at the time of a bar.
async function checkBars(it) {
  await it.press("0");
  const [onset, offset, label] = it.data.views[0].events[0] ?? [];
  if (onset === undefined) return;
  const track = it.page.locator(`.block[data-block="0"] .lane[data-label="${label}"] .track`);
  await track.evaluate((node) => node.scrollIntoView({ block: "center" }));
  const box = await track.boundingBox();
  const x = box.x + ((onset + offset) / 2 / it.data.seconds) * box.width;
  await it.page.mouse.dblclick(x, box.y + box.height / 2);
  await pause(0.2);
  expect(await it.isPlaying(), "two clicks on a bar do not play it");
  expectNear(await it.page.evaluate(() => Number(document.getElementById("region").style.getPropertyValue("--on"))),
      onset, 0.01, "the bar's stretch");
  await it.press("Space", "Escape");
}

async function checkFilters(it) {
  const { page, data } = it;
  if (!(await page.locator(".filters").getAttribute("open") !== null)) await page.locator(".filters summary").click();
  const label = data.views[0].events[0]?.[2] ?? 0;
  const lane = page.locator(`.block[data-block="0"] .lane[data-label="${label}"]`);
  await page.locator(`input[data-show-label="${label}"]`).uncheck();
  expect(!(await lane.isVisible()), "an unchecked label is shown");
  await page.locator(`input[data-show-label="${label}"]`).check();
  expect(await lane.isVisible(), "a checked label is not shown");
  await page.locator('input[data-show-block="0"]').uncheck();
  expect(!(await page.locator('.block[data-block="0"]').isVisible()), "an unchecked model is shown");
  await page.locator('input[data-show-block="0"]').check();
  await page.locator("input[value=heat]").check();
  await page.screenshot({ path: path.join(folder, `${place}-shades.png`), fullPage: true });
  await page.locator("input[value=curve]").check();
}

async function checkKeysDialog(it) {
  await it.press("?");
  expect(await it.page.locator("#keys").isVisible(), "? shows no keys");
  await it.page.screenshot({ path: path.join(folder, `${place}-keys.png`) });
  await it.press("Escape");
  expect(!(await it.page.locator("#keys").isVisible()), "Escape leaves the keys");
}

// Two fingers move apart, then a finger taps.
async function checkTouch(it) {
  await it.press("0");
  const cdp = await it.page.context().newCDPSession(it.page);
  const { y } = await it.point(0.5);
  const left = (await it.point(0.4)).x, right = (await it.point(0.6)).x;
  const touch = (type, ...xs) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
  await touch("touchStart", left);
  await touch("touchStart", left, right);
  for (let i = 1; i <= 5; ++i) await touch("touchMove", left - 8 * i, right + 8 * i);
  await touch("touchEnd");
  await pause(0.3);
  const [start, span] = await it.sight();
  expect(span < 0.8, `two fingers do not zoom: ${span}`);
  const { x } = await it.point(0.25);
  await it.page.touchscreen.tap(x, y);
  await pause(0.2);
  expectNear(await it.time(), (start + 0.25 * span) * it.data.seconds, 0.02 * it.data.seconds, "tap");
  await it.press("0");
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--mute-audio", "--autoplay-policy=no-user-gesture-required"],
});
for (const width of widths)
  for (const colorScheme of ["light", "dark"]) {
    place = `${width}-${colorScheme}`;
    const isPhone = width < 500;
    const context = await browser.newContext({ viewport: { width, height: 850 }, colorScheme, hasTouch: isPhone, offline: true });
    const it = new InspectionPage(await context.newPage());
    await it.open();
    await checkContent(it);
    await checkWidth(it);
    await checkSeeking(it);
    if (colorScheme === "light") {
      await checkPlaying(it);
      await checkDisagreements(it);
      await checkZoom(it);
      await checkLoop(it);
      await checkBars(it);
      await checkFilters(it);
      if (isPhone) await checkTouch(it);
    }
    await checkKeysDialog(it);
    await it.press("Home");
    await it.page.screenshot({ path: path.join(folder, `${place}.png`), fullPage: true });
    expect(await it.page.evaluate(() => audio.error === null), "the sound is lost");
    expect(it.requests.length === 1 && it.requests[0].startsWith("file:"), `requests: ${it.requests}`);
    await context.close();
  }
await browser.close();
complaints.forEach((line) => console.log(line));
process.exit(complaints.length > 0 ? 1 : 0);
