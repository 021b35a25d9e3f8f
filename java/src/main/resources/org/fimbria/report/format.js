'use strict';

/** How numbers, times and names are written in figures. */
var fimbria = fimbria || {};

(function () {
  const superscripts = {'-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹'};

  /** A number with at most `digits` significant digits (4 by default), no trailing zeros, a true minus sign. */
  function number(value, digits) {
    if (value === null || value === undefined || !isFinite(value)) {
      return '–';
    }
    const text = String(Number(value.toPrecision(digits || 4)));
    return text.replace('-', '−');
  }

  /** A whole number with narrow spaces, where no line breaks, between groups of three digits. */
  function count(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  }

  /** Ten to the power of a whole number, with a superscript. */
  function power(exponent) {
    return '10' + String(Math.round(exponent)).split('').map(digit => superscripts[digit]).join('');
  }

  /** A unit as it is printed: mV^2/Hz with a raised 2, um with a Greek letter. */
  function unit(text) {
    return text.replace(/\^2/g, '²').replace(/\bum\b/g, 'µm');
  }

  /** The next number of the kind 1, 2, 5 times a power of ten that is not below `value`. */
  function nice(value) {
    if (!(value > 0) || !isFinite(value)) {
      return 1;
    }
    const base = Math.pow(10, Math.floor(Math.log(value) / Math.LN10));
    const steps = [1, 2, 5, 10];
    for (let i = 0; i < steps.length; i++) {
      if (value <= steps[i] * base * (1 + 1e-9)) {
        return Number((steps[i] * base).toPrecision(3));
      }
    }
    return 10 * base;
  }

  /** A region's name for people: underscores are spaces. */
  function name(region) {
    return region.replace(/_/g, ' ');
  }

  /** A name for files and addresses: small letters, digits and hyphens. */
  function slug(text) {
    return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  }

  fimbria.format = {number: number, count: count, power: power, unit: unit, nice: nice, name: name, slug: slug};
}());
