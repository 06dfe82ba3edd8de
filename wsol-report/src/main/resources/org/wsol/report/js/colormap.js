// A colour map with linearly increasing lightness (in OKLab), from dark violet over teal to pale yellow.

function oklabToLinear(lightness, a, b) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
  ];
  return linear;
}

function gammaByte(linear) {
  const x = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
}

/** A colour of given lightness and hue, with the given chroma, limited to what a screen can show. */
function screenColor(lightness, chroma, hue) {
  const linear = oklabToLinear(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
  const shown = chroma < 0.005 || linear.every(v => v >= 0 && v <= 1);
  return shown ? linear.map(gammaByte) : screenColor(lightness, chroma * 0.97, hue);
}

/** 256 colours as rows [red, green, blue]. */
const COLORS = Array.from({ length: 256 }, (_, i) => {
  const t = i / 255;
  const hue = (300 - 200 * t) * Math.PI / 180;
  const chroma = 0.05 + 0.06 * Math.sin(Math.PI * Math.min(1, 0.12 + 0.8 * t));
  return screenColor(0.2 + 0.75 * t, chroma, hue);
});

function paintRamp(canvas) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(256, 12);
  for (let i = 0; i < 256 * 12; i++) {
    image.data.set([...COLORS[i % 256], 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}
