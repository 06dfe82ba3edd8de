// Drives the page as a person does: node page.mjs ADDRESS PHOTO PHOTO TURNED FOLDER, with playwright-core in NODE_PATH.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(process.env.NODE_PATH + '/');
const {chromium} = require('playwright-core');
const [address, first, second, turned, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.WSOL_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});

async function opened(options) {
  const context = await browser.newContext({acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'], ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  const asked = [];
  page.complaints = [];
  page.on('request', request => asked.push(request.url()));
  page.on('console', message => { if (message.type() !== 'log') page.complaints.push(message.text()); });
  page.on('pageerror', error => page.complaints.push(String(error)));
  page.asked = asked;
  await page.goto(address);
  await page.locator('#model').filter({hasText: 'classes'}).waitFor();
  return page;
}

const found = page => page.locator('#found').filter({hasText: '%'});
const picture = page => page.evaluate(() => document.getElementById('picture').toDataURL());

async function desktop() {
  const page = await opened({viewport: {width: 1200, height: 850}});
  await page.screenshot({path: path.join(folder, 'empty.png')});
  await page.locator('#files').setInputFiles([first, second]);
  await found(page).waitFor();
  assert.equal(await page.locator('#photos button').count(), 2);
  const cam = await picture(page);
  await page.getByLabel('None').click();
  const none = await picture(page);
  assert.notEqual(none, cam, 'the map goes');
  await page.getByLabel('Norm F').click();
  const norm = await picture(page);
  assert.ok(norm !== cam && norm !== none, 'the norm map is another one');
  await page.getByLabel('Similarity S').click();
  assert.notEqual(await picture(page), norm);
  await page.getByLabel('CAM').click();
  assert.equal(await picture(page), cam, 'the same map again');
  await methods(page, cam);
  const before = await page.locator('#found').textContent();
  await page.locator('#threshold').fill('0.9');
  await page.waitForFunction(old => document.getElementById('picture').toDataURL() !== old, cam);
  assert.equal(await page.locator('#threshold-value').textContent(), '0.90');
  const other = (await page.locator('#class option').allTextContents()).filter(name => name && !before.startsWith(name)).at(-1);
  await page.locator('#class').selectOption(other);
  await page.locator('#found').filter({hasText: other}).waitFor();
  await page.locator('#copy').click();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.classes[0].class, other);
  assert.equal(copied.threshold, 0.9);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()]);
  assert.match(download.suggestedFilename(), /-overlay\.png$/);
  assert.equal(fs.readFileSync(await download.path()).subarray(1, 4).toString(), 'PNG');
  await page.locator('#photos button').nth(1).click();
  await found(page).waitFor();
  await page.locator('#threshold').fill('0.3');
  await page.waitForTimeout(600);
  await page.screenshot({path: path.join(folder, 'desktop.png'), fullPage: true});
  await page.locator('#files').setInputFiles({name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo')});
  await page.locator('#problem').filter({hasText: 'notes.jpg'}).waitFor();
  assert.ok(page.asked.every(url => url.startsWith(address) || /^(blob|data):/.test(url)), 'asks nobody else: ' + page.asked);
  assert.deepEqual(page.complaints.filter(text => !text.includes('415')), []);
  await page.context().close();
}

// Another method's map comes and goes; norm and similarity maps belong to the model's own.
async function methods(page, cam) {
  const offered = await page.locator('#method option').evaluateAll(options => options.map(option => option.value));
  for (const name of ['', 'gradcam', 'layercam', 'scorecam', 'fullgrad']) {
    assert.ok(offered.includes(name), name + ' is offered, not only ' + offered);
  }
  assert.ok(!offered.includes('rollout'), 'this network has no attention');
  await page.getByLabel('Norm F').click();
  let last = await picture(page);
  for (const name of ['layercam', 'fullgrad', 'randomcam']) {
    await page.locator('#method').selectOption(name);
    await page.waitForFunction(old => document.getElementById('picture').toDataURL() !== old, last);
    last = await picture(page);
    assert.notEqual(last, cam, name + ' is another map');
    assert.ok(await page.getByLabel('Norm F').isDisabled());
    assert.ok(await page.locator('input[name=map][value=cam]').isChecked());
  }
  assert.match(await page.locator('#method-note').textContent(), /^Random-CAM: /);
  assert.equal(await page.locator('#map-name').textContent(), 'Random-CAM');
  await page.locator('#copy').click();
  assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).map, 'randomcam');
  await page.locator('#method').selectOption('layercam');
  await page.waitForFunction(old => document.getElementById('picture').toDataURL() !== old, last);
  await page.screenshot({path: path.join(folder, 'method.png'), fullPage: true});
  await page.locator('#method').selectOption('');
  await page.waitForFunction(old => document.getElementById('picture').toDataURL() === old, cam);
  assert.ok(await page.getByLabel('Norm F').isEnabled());
}

// A photo of a sky above a meadow that asks to be turned by a quarter; the model sees it as it is stored.
async function orientation() {
  const page = await opened({viewport: {width: 1200, height: 850}});
  await page.locator('#files').setInputFiles(turned);
  await found(page).waitFor();
  await page.getByLabel('None').click();
  const [width, height, above, below] = await page.evaluate(() => {
    const canvas = document.getElementById('picture');
    const pixel = row => [...canvas.getContext('2d').getImageData(4, Math.round(canvas.height * row), 1, 1).data];
    return [canvas.width, canvas.height, pixel(0.05), pixel(0.95)];
  });
  assert.ok(width > height, 'the stored frame is wide: ' + width + ' x ' + height);
  assert.ok(above[2] > 150 && above[1] < 100, 'sky above: ' + above);
  assert.ok(below[1] > 100 && below[2] < 100, 'meadow below: ' + below);
  await page.screenshot({path: path.join(folder, 'turned.png'), fullPage: true});
  await page.context().close();
}

async function phone() {
  const page = await opened({viewport: {width: 400, height: 780}, isMobile: true, hasTouch: true, deviceScaleFactor: 2});
  await page.locator('#files').setInputFiles(first);
  await found(page).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, 'scrolls sideways by ' + wide);
  const small = await page.evaluate(() => [...document.querySelectorAll('#controls button, #controls select, #controls input[type=range]')]
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.id));
  assert.deepEqual(small, [], 'large enough for a thumb');
  await page.locator('#method').selectOption('gradcam');
  await page.locator('#map-name').filter({hasText: 'Grad-CAM'}).waitFor();
  await found(page).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0, 'scrolls sideways with a method');
  await page.locator('#copy').tap();
  await page.screenshot({path: path.join(folder, 'phone.png'), fullPage: true});
  await page.context().close();
}

async function dark() {
  const page = await opened({viewport: {width: 1200, height: 850}, colorScheme: 'dark'});
  await page.locator('#files').setInputFiles(second);
  await found(page).waitFor();
  await page.locator('#method').selectOption('layercam');
  await found(page).waitFor();
  const [ground, ink] = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color].map(text => text.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0));
  });
  assert.ok(ground < 150 && ink > 600, 'light on dark');
  await page.screenshot({path: path.join(folder, 'dark.png'), fullPage: true});
  await page.context().close();
}

async function keyboard() {
  const page = await opened({viewport: {width: 1200, height: 850}});
  await page.locator('#files').setInputFiles(first);
  await found(page).waitFor();
  const reached = new Set();
  await page.locator('#files').focus();
  for (let i = 0; i < 14; i++) {
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.ariaLabel));
    await page.keyboard.press('Tab');
  }
  for (const id of ['files', 'class', 'method', 'map', 'threshold', 'boxes', 'copy', 'download']) {
    assert.ok(reached.has(id), id + ' is reached by Tab; reached were ' + [...reached]);
  }
  await page.locator('#method').focus();
  await page.keyboard.press('ArrowDown');
  const chosen = await page.locator('#method').inputValue();
  assert.notEqual(chosen, '', 'the arrow chooses a method');
  await page.waitForFunction(() => answer && answer.map === document.getElementById('method').value);
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() => answer && !answer.map);
  await page.locator('input[name=map][value=cam]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.querySelector('input[name=map]:checked').value), 'norm');
  await page.locator('#threshold').focus();
  const value = await page.locator('#threshold').inputValue();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.locator('#threshold').inputValue(), value);
  await page.screenshot({path: path.join(folder, 'keyboard.png')});
  await page.context().close();
}

try {
  await desktop();
  await orientation();
  await phone();
  await dark();
  await keyboard();
  console.log('all clicks did what they should');
} finally {
  await browser.close();
}
