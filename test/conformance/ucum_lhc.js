// Generated pairs of units, as @lhncbc/ucum-lhc reads and converts them: what test/units/ucum_lhc_test.cc is compared with.
//
//   node ucum_lhc.js MODULE SEED COUNT > pairs.tsv      (tools/conformance runs it)
//
// A line: kind, value, from, to, molar mass, what came out. `valid`: is `from` a unit (yes, no). `convert`: the value in `to`, or `none`;
// each pair both ways. The same seed gives the same lines. Written for this project; nothing of the package is copied.
'use strict';

const [modulePath, seedText, countText] = process.argv.slice(2);
console.log = () => {};  // the package tells there what it finds odd
const { UcumLhcUtils } = require(modulePath);
const ucum = UcumLhcUtils.getInstance();

let state = Number(seedText) >>> 0;
function random(below) {
  // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const PREFIXES = ['', '', 'm', 'u', 'n', 'p', 'k', 'd', 'c', 'f'];
const prefixed = (unit) => pick(PREFIXES) + unit;

// Units of one dimension each, by how they may be written.
const DIMENSIONS = {
  mass: () => pick([() => prefixed('g'), () => '[lb_av]', () => '[oz_av]', () => '[gr]', () => '[stone_av]', () => 't'])(),
  volume: () => pick([() => prefixed('L'), () => prefixed('l'), () => pick(['m', 'c', 'd', 'u']) + 'm3', () => '[foz_us]', () => '[tsp_us]',
    () => '[gal_us]', () => '[pt_us]'])(),
  length: () => pick([() => prefixed('m'), () => '[in_i]', () => '[ft_i]', () => '[mi_i]', () => '[yd_i]', () => 'Ao'])(),
  time: () => pick(['s', 'ms', 'us', 'min', 'h', 'd', 'wk', 'mo', 'a', '(24.h)', '(8.h)']),
  substance: () => pick([() => prefixed('mol'), () => prefixed('eq'), () => prefixed('osm')])(),
  enzyme: () => pick([() => prefixed('U'), () => prefixed('kat'), () => 'umol/min', () => 'nmol/s'])(),
  pressure: () => pick([() => prefixed('Pa'), () => 'mm[Hg]', () => 'cm[H2O]', () => prefixed('bar'), () => 'atm', () => '[psi]'])(),
  energy: () => pick([() => prefixed('J'), () => 'kcal', () => 'cal', () => '[Cal]', () => 'erg'])(),
  dose: () => pick([() => prefixed('Gy'), () => prefixed('Sv'), () => 'RAD', () => 'REM', () => 'mREM'])(),
  temperature: () => pick(['Cel', 'K', '[degF]', 'mK']),
  number: () => pick(['1', '%', '[ppth]', '[ppm]', '[ppb]', '10*-3', '10*2', '{ratio}']),
  arbitrary: () => pick(['[IU]', 'm[IU]', 'k[IU]', '[arb\'U]', '[USP\'U]', '[GPL\'U]', '[CFU]', '[PFU]']),
};
const area = () => pick(['m2', 'cm2', 'mm2', '[sin_i]', '[sft_i]']);
const cells = () => pick(['10*9', '10*6', '10*3', '10*12', '', '{cells}']);
const SHAPES = [
  () => [DIMENSIONS.mass, DIMENSIONS.volume, '/'],
  () => [DIMENSIONS.substance, DIMENSIONS.volume, '/'],
  () => [DIMENSIONS.enzyme, DIMENSIONS.volume, '/'],
  () => [cells, DIMENSIONS.volume, '/'],
  () => [DIMENSIONS.arbitrary, DIMENSIONS.volume, '/'],
  () => [DIMENSIONS.mass, DIMENSIONS.time, '/'],
  () => [DIMENSIONS.volume, DIMENSIONS.time, '/'],
  () => [DIMENSIONS.mass, DIMENSIONS.mass, '/'],
  () => [DIMENSIONS.mass, DIMENSIONS.substance, '/'],
  () => [DIMENSIONS.substance, DIMENSIONS.substance, '/'],
  () => [DIMENSIONS.mass, area, '/'],
  () => [DIMENSIONS.mass, DIMENSIONS.mass, '/', DIMENSIONS.time],
  () => [DIMENSIONS.volume, DIMENSIONS.time, '/', area],
  ...Object.values(DIMENSIONS).map((unit) => () => [unit]),
];
function write([first, second, operator, third]) {
  let text = first();
  if (second) text += operator + second();
  if (third) text += '/' + third();
  return text;
}

const value = () => pick([() => String(random(1000) + 1), () => `${random(1000)}.${random(9) + 1}`, () => `0.0${random(99) + 1}`])();
const line = (...cells) => process.stdout.write(cells.join('\t') + '\n');

function convert(amount, from, to, molar) {
  const result = ucum.convertUnitTo(from, Number(amount), to, molar ? { molecularWeight: Number(molar) } : {});
  return result.status === 'succeeded' && Number.isFinite(result.toVal) ? String(result.toVal) : 'none';
}
function bothWays(from, to, molar) {
  const amount = value();
  line('convert', amount, from, to, molar, convert(amount, from, to, molar));
  line('convert', amount, to, from, molar, convert(amount, to, from, molar));
}

// Damages a text here and there, as keyboards do.
function damaged(text) {
  const at = random(text.length + 1);
  return pick([() => text.slice(0, at) + text.slice(at + 1), () => text.slice(0, at) + pick(['/', '.', '2', '-', 'x', '(', ')', '[', ' ', 'M', '*']) + text.slice(at),
    () => text + pick(['2', '-1', '{note}', '/', '/m2', '.s']), () => text.toUpperCase()])();
}

const count = Number(countText);
for (let i = 0; i < count; ++i) {
  const shape = pick(SHAPES)();
  const unit = write(shape);
  bothWays(unit, write(shape), '');  // one dimension
  if (i % 4 === 0) bothWays(unit, write(pick(SHAPES)()), '');  // any two
  if (i % 4 === 1) {
    const pair = [write([DIMENSIONS.mass, DIMENSIONS.volume, '/']), write([() => prefixed('mol'), DIMENSIONS.volume, '/'])];
    bothWays(pair[0], pair[1], pick(['113.12', '584.66', '180.156', '40.078', '16114.5']));
  }
  const text = pick([unit, damaged(unit), damaged(damaged(unit))]);
  if (text.trim() === text && text !== '' && !text.includes('\t'))
    line('valid', '', text, '', '', ucum.validateUnitString(text).status === 'valid' ? 'yes' : 'no');
}
