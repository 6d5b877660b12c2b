/**
 * Elementary and special functions that give the same bits in every engine.
 *
 * ECMAScript leaves the precision of Math.exp, Math.log and Math.pow to the engine, so a replay would drift between
 * browsers. Everything here uses only + − × ÷, sqrt, floor and the bits of a double, which IEEE 754 fixes exactly.
 * exp, log, log1p and pow follow the published algorithms of FDLIBM (Sun Microsystems, 1993).
 */

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);
f64[0] = 1;
/** Index of the high word of a double: 1 on little-endian machines, 0 on big-endian ones. */
const HI = u32[1] === 0x3ff00000 ? 1 : 0;
const LO = 1 - HI;

/** 2^k for k = −1022 … 1023, at index k + 1022. */
const POW2 = new Float64Array(2046);
for (let k = 0; k < POW2.length; k++) {
  u32[LO] = 0;
  u32[HI] = (k + 1) << 20;
  POW2[k] = f64[0] as number;
}

const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;

/** y · 2^k for any integer k, rounding once into the subnormals and overflowing to infinity. */
function scale(y: number, k: number): number {
  if (k >= -1021 && k <= 1023) return y * (POW2[k + 1022] as number);
  if (k > 1023) return k > 2046 ? y * Infinity : y * (POW2[2045] as number) * (POW2[k - 1023 + 1022] as number);
  if (k < -1100) return y * 0;
  return y * (POW2[k + 200 + 1022] as number) * (POW2[-200 + 1022] as number);
}

/** e^x, within one unit in the last place. Overflows to Infinity above 709.78, underflows to 0 below −745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const hi = x - k * LN2_HI;
  const lo = k * LN2_LO;
  const r = hi - lo;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  return scale(1 - (lo - (r * c) / (2 - c) - hi), k);
}

/** The series part shared by log and log1p: ln(1 + f) − f + f²/2 = s·(f²/2 + R(s²)), s = f / (2 + f). */
function logTail(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const t2 = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (halfSquare + t1 + t2);
}

/** Binary exponent of the nearest power of two (in the sense of sqrt(1/2) ≤ x / 2^k < sqrt(2)) of a normal x > 0. */
function exponent(x: number): number {
  f64[0] = x;
  return (((u32[HI] as number) + (0x3ff00000 - 0x3fe6a09e)) >>> 20) - 0x3ff;
}

/** Natural logarithm, within one unit in the last place. log(0) = −Infinity; NaN below 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let shift = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    shift = -54;
  }
  let k = exponent(x);
  // Multiplying by a power of two is exact, and faster than writing half a double and reading it whole.
  const f = (k > 1022 ? x * 2.2250738585072014e-308 * scale(1, 1022 - k) : x * (POW2[1022 - k] as number)) - 1;
  k += shift;
  const halfSquare = 0.5 * f * f;
  return logTail(f, halfSquare) + k * LN2_LO - halfSquare + f + k * LN2_HI;
}

/** ln(1 + x) without cancellation near 0. −Infinity at −1; NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity || (x > -1e-17 && x < 1e-17)) return x;
  let k = 0;
  let correction = 0;
  let f = x;
  if (x <= -0.2928932188134524 || x >= 0.41421356237309503) {
    const u = 1 + x;
    k = exponent(u);
    // What was lost by rounding 1 + x.
    correction = k < 54 ? (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u : 0;
    f = scale(u, -k) - 1;
  }
  const halfSquare = 0.5 * f * f;
  return logTail(f, halfSquare) + (k * LN2_LO + correction) - halfSquare + f + k * LN2_HI;
}

/** e^x − 1 without cancellation near 0 (Kahan's formula: the errors of exp and log cancel). */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  const d = u - 1;
  if (d === -1 || u === Infinity) return d;
  return (d * x) / log(u);
}

/** The upper 26 bits of x (Veltkamp's splitting): products of two such parts are exact. For |x| < 2^996. */
function truncated(x: number): number {
  const c = 134217729 * x;
  return c - (c - x);
}

/** 2^(hi + lo). */
function exp2Sum(hi: number, lo: number): number {
  const z = hi + lo;
  if (z >= 1024.0000001) return Infinity;
  if (z < -1076) return 0;
  const k = Math.floor(z + 0.5);
  const ph = hi - k;
  const t = truncated(lo + ph);
  const u = t * 0.6931471824645996;
  const v = (lo - (t - ph)) * Math.LN2 + t * -1.904654299957768e-9;
  const y = u + v;
  const w = v - (y - u);
  const t2 = y * y;
  const t1 =
    y -
    t2 *
      (0.16666666666666602 +
        t2 *
          (-0.0027777777777015593 +
            t2 * (0.00006613756321437934 + t2 * (-0.0000016533902205465252 + t2 * 4.1381367970572385e-8))));
  const r = (y * t1) / (t1 - 2) - (w + y * w);
  return scale(1 - (r - y), k);
}

/**
 * x^y, within one unit in the last place or so (FDLIBM e_pow: log2 in two doubles, so large exponents stay exact).
 * Special cases are those of IEEE pow, except that pow(±1, ±Infinity) and pow(1, NaN) are NaN as in ECMAScript.
 */
export function pow(x: number, y: number): number {
  // Beyond 1e19 the result is 0 or Infinity for every x ≠ 1, and the splitting of y would overflow.
  if (x > 0 && x < Infinity && y < 1e19 && y > -1e19) {
    return y === 1 ? x : y === 2 ? x * x : powPositive(x, y);
  }
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const ax = x < 0 ? -x : x;
  if (ax === 1 && (y === Infinity || y === -Infinity)) return NaN;
  const whole = y === Math.floor(y);
  const odd = whole && y < 9007199254740992 && y > -9007199254740992 && y - 2 * Math.floor(y / 2) === 1;
  if (x < 0 && !whole && ax !== Infinity) return NaN;
  const sign = odd && (x < 0 || 1 / x < 0) ? -1 : 1;
  if (ax === 0 || ax === Infinity || y >= 1e19 || y <= -1e19) {
    if (ax === 1) return sign;
    return sign * (ax > 1 === y > 0 ? Infinity : 0);
  }
  return sign * powPositive(ax, y);
}

/** pow for 0 < ax < Infinity and |y| < 1e19. */
function powPositive(ax: number, y: number): number {
  const subnormal = ax < 2.2250738585072014e-308;
  const normal = subnormal ? ax * 9007199254740992 : ax;
  f64[0] = normal;
  let n = ((u32[HI] as number) >>> 20) - 0x3ff;
  let m = n > 1022 ? normal * 2.2250738585072014e-308 * 0.5 : normal * (POW2[1022 - n] as number);
  if (subnormal) n -= 53;
  // Measure from 1 or from 1.5, whichever is nearer, so that s below stays under 0.1.
  const three = m > 1.224744871391589 && m < 1.7320508075688772;
  if (m >= 1.7320508075688772) {
    n += 1;
    m *= 0.5;
  }
  // s = (m − b) / (m + b) in two parts, b = 1 or 1.5.
  const b = three ? 1.5 : 1;
  const u = m - b;
  const v = 1 / (m + b);
  const s = u * v;
  const sh = truncated(s);
  const th = truncated(m + b);
  const tl = m - (th - b);
  const sl = v * (u - sh * th - sh * tl);
  const s2 = s * s;
  const r =
    s2 *
      s2 *
      (0.5999999999999946 +
        s2 *
          (0.4285714285785502 +
            s2 *
              (0.33333332981837743 +
                s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842))))) +
    sl * (sh + s);
  const sh2 = sh * sh;
  const cubeHi = truncated(3 + sh2 + r);
  const cubeLo = r - (cubeHi - 3 - sh2);
  const ph = sh * cubeHi;
  const pl = sl * cubeHi + cubeLo * s;
  const sum = truncated(ph + pl);
  const rest = pl - (sum - ph);
  // log2(ax) = t1 + t2.
  const zh = 0.9617967009544373 * sum;
  const zl = -7.028461650952758e-9 * sum + rest * 0.9617966939259756 + (three ? 1.350039202129749e-8 : 0);
  const dh = three ? 0.5849624872207642 : 0;
  const t1 = truncated(zh + zl + dh + n);
  const t2 = zl - (t1 - n - dh - zh);
  const yh = truncated(y);
  return exp2Sum(yh * t1, (y - yh) * t1 + y * t2);
}

/**
 * ln Γ(x) for x > 0 (Lanczos' approximation, g = 7, nine terms; about 1e-15 relative, absolute near 1 and 2).
 * NaN for x ≤ 0.
 */
export function gammaln(x: number): number {
  if (!(x > 0)) return NaN;
  if (x < 0.5) return gammaln(x + 1) - log(x);
  const z = x - 1;
  const sum =
    0.9999999999998099 +
    676.5203681218851 / (z + 1) -
    1259.1392167224028 / (z + 2) +
    771.3234287776531 / (z + 3) -
    176.6150291621406 / (z + 4) +
    12.507343278686905 / (z + 5) -
    0.13857109526572012 / (z + 6) +
    0.000009984369578019572 / (z + 7) +
    1.5056327351493116e-7 / (z + 8);
  const t = z + 7.5;
  return 0.9189385332046728 + (z + 0.5) * log(t) - t + log(sum);
}

/**
 * P(a, x), given front = x^a e^−x / Γ(a): series below a + 1, Lentz' continued fraction above (Numerical Recipes 6.2).
 */
function gammaPFrom(a: number, x: number, front: number): number {
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; n < a + 10000; n++) {
      term *= x / n;
      sum += term;
      if (term < sum * 1e-17) break;
    }
    const p = front * sum;
    return p > 1 ? 1 : p;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (d < 1e-300 && d > -1e-300) d = 1e-300;
    c = b + an / c;
    if (c < 1e-300 && c > -1e-300) c = 1e-300;
    d = 1 / d;
    const change = d * c;
    h *= change;
    if (change - 1 < 2e-16 && change - 1 > -2e-16) break;
  }
  const p = 1 - front * h;
  return p < 0 ? 0 : p;
}

/** Regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0: the CDF of a gamma variable with shape a and scale 1. */
export function gammaP(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return gammaPFrom(a, x, exp(a * log(x) - x - gammaln(a)));
}

/** Share of a gamma distribution with this mean and variance that lies at or below x. A point mass when variance ≤ 0. */
export function gammaCdf(x: number, mean: number, variance: number): number {
  if (x <= 0) return mean <= 0 ? 1 : 0;
  if (!(mean > 0)) return 1;
  if (!(variance > 0)) return x >= mean ? 1 : 0;
  return gammaP((mean * mean) / variance, (x * mean) / variance);
}

/**
 * Quantile of a gamma distribution given by its mean and variance (same unit, unit²).
 * p ≤ 0 gives 0, p ≥ 1 Infinity; mean ≤ 0 gives 0; variance ≤ 0 gives the mean (a point mass).
 * Wilson–Hilferty start, then Halley steps; above shape 1000 the start alone is within 1e-5 of the answer.
 */
export function gammaQuantile(p: number, mean: number, variance: number): number {
  if (!(mean > 0) || !(p > 0)) return 0;
  if (!(variance > 0)) return mean;
  if (p >= 1) return Infinity;
  const a = (mean * mean) / variance;
  const unit = variance / mean;
  const lnGamma = gammaln(a);
  let x: number;
  if (a > 0.5) {
    const q = 1 / (9 * a);
    const cube = 1 - q + normalQuantile(p) * Math.sqrt(q);
    x = cube > 0 ? a * cube * cube * cube : 0;
    if (a > 1000) return x * unit;
    if (x < 0.05 * a) x = exp((log(p) + lnGamma + log(a)) / a);
  } else {
    // Numerical Recipes 6.2.1: power law below 1, exponential tail above.
    const split = 1 - a * (0.253 + a * 0.12);
    x = p < split ? exp(log(p / split) / a) : 1 - log(1 - (p - split) / (1 - split));
  }
  if (!(x > 1e-300)) return 0;
  for (let i = 0; i < 20; i++) {
    const front = exp(a * log(x) - x - lnGamma);
    if (!(front > 0)) break;
    // The density at x is front / x.
    const step = ((gammaPFrom(a, x, front) - p) * x) / front;
    const curvature = step * ((a - 1) / x - 1);
    const move = step / (1 - 0.5 * (curvature < 1 ? curvature : 1));
    const next = x - move;
    const before = x;
    x = next > 0 ? next : 0.5 * x;
    // Halley converges cubically: a relative step of 1e-6 leaves an error of about 1e-16.
    if (Math.abs(x - before) < 1e-6 * x) break;
  }
  return x * unit;
}

/** Standard normal CDF, via P(1/2, x²/2). */
export function normalCdf(x: number): number {
  const tail = gammaP(0.5, 0.5 * x * x);
  return x < 0 ? 0.5 * (1 - tail) : 0.5 * (1 + tail);
}

/** Inverse of the standard normal CDF, about 1e-16 relative (Wichura, algorithm AS 241, 1988). ∓Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? -Infinity : NaN;
  if (p >= 1) return p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    const top =
      ((((((r * 2509.0809287301227 + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
        13731.69376550946) *
        r +
        1971.5909503065513) *
        r +
        133.14166789178438) *
        r +
      3.3871328727963665;
    const bottom =
      ((((((r * 5226.495278852854 + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
      1;
    return (q * top) / bottom;
  }
  let r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  let value: number;
  if (r <= 5) {
    r -= 1.6;
    const top =
      ((((((r * 0.0007745450142783414 + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
      1.4234371107496835;
    const bottom =
      ((((((r * 1.0507500716444169e-9 + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
      1;
    value = top / bottom;
  } else {
    r -= 5;
    const top =
      ((((((r * 2.0103343992922881e-7 + 0.000027115555687434876) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
      6.657904643501103;
    const bottom =
      ((((((r * 2.0442631033899397e-15 + 1.421511758316446e-7) * r + 0.000018463183175100548) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
      1;
    value = top / bottom;
  }
  return q < 0 ? -value : value;
}
