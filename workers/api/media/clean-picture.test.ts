import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exifOf,
  jpegOfSize,
  jpegSegment,
  jpegWith,
  onePixelJpeg,
  onePixelPng,
  onePixelWebp,
  pngChunk,
  pngOfSize,
  pngWith,
  webpWith,
} from "../../testkit/picture-bytes.ts";
import { cleanPicture } from "./clean-picture.ts";

const WHERE = "51.5007N 0.1246W, Mira's telephone";
const one = { width: 1, height: 1 };

function cleaned(bytes: Uint8Array, mediaType: string): Uint8Array {
  const clean = cleanPicture(bytes, mediaType);
  expect(clean.ok).toBe(true);
  return clean.ok ? clean.bytes : new Uint8Array(0);
}

describe("[U6] what a camera writes into a picture is gone, and the picture is as it was", () => {
  test.each<[string, Uint8Array, string, Uint8Array]>([
    ["PNG text", pngWith(pngChunk("tEXt", `Comment\0${WHERE}`)), "image/png", onePixelPng],
    ["PNG compressed text", pngWith(pngChunk("zTXt", WHERE)), "image/png", onePixelPng],
    ["PNG XMP", pngWith(pngChunk("iTXt", `XML:com.adobe.xmp\0${WHERE}`)), "image/png", onePixelPng],
    ["PNG EXIF", pngWith(pngChunk("eXIf", exifOf(1, WHERE))), "image/png", onePixelPng],
    ["PNG time", pngWith(pngChunk("tIME", WHERE)), "image/png", onePixelPng],
    ["PNG private chunk", pngWith(pngChunk("prVt", WHERE)), "image/png", onePixelPng],
    ["PNG with an archive behind it", pngWith([], `PK\x03\x04${WHERE}`), "image/png", onePixelPng],
    ["JPEG EXIF", jpegWith(jpegSegment(0xe1, exifOf(1, WHERE))), "image/jpeg", onePixelJpeg],
    ["JPEG XMP", jpegWith(jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${WHERE}`)), "image/jpeg", onePixelJpeg],
    ["JPEG comment", jpegWith(jpegSegment(0xfe, WHERE)), "image/jpeg", onePixelJpeg],
    ["JPEG IPTC", jpegWith(jpegSegment(0xed, `Photoshop 3.0\0${WHERE}`)), "image/jpeg", onePixelJpeg],
    ["JPEG thumbnail", jpegWith(jpegSegment(0xe0, `JFXX\0${WHERE}`)), "image/jpeg", onePixelJpeg],
    ["JPEG reserved segment", jpegWith(jpegSegment(0xf3, WHERE)), "image/jpeg", onePixelJpeg],
    ["JPEG with a second picture behind it", jpegWith([], `\xff\xd8${WHERE}`), "image/jpeg", onePixelJpeg],
    ["WebP EXIF and XMP", webpWith({ EXIF: WHERE, "XMP ": WHERE }, one), "image/webp", webpWith({}, one, 0)],
    ["WebP private chunk", webpWith({ PRIV: WHERE }, one), "image/webp", webpWith({}, one, 0)],
  ])("%s", (_, dirty, mediaType, plain) => {
    expect(cleaned(dirty, mediaType)).toEqual(plain);
  });

  test.each([
    ["image/png", onePixelPng],
    ["image/jpeg", onePixelJpeg],
    ["image/webp", onePixelWebp],
  ])("a plain %s stays as it is, to the byte", (mediaType, plain) => {
    expect(cleaned(plain, mediaType)).toEqual(plain);
  });

  test.each([2, 3, 6, 8])(
    "the way up of a photograph survives as number %d, and nothing else of its EXIF",
    (orientation) => {
      const bytes = cleaned(jpegWith(jpegSegment(0xe1, exifOf(orientation, WHERE))), "image/jpeg");
      const text = String.fromCharCode(...bytes);
      expect(text).not.toContain("telephone");
      expect(bytes.byteLength).toBe(onePixelJpeg.byteLength + 36);
      expect(text.indexOf(`\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}`)).toBeGreaterThan(0);
      expect(cleaned(bytes, "image/jpeg")).toEqual(bytes);
    },
  );
});

describe("[U6] a pixel flood is refused by its header", () => {
  test.each<[string, Uint8Array, string, boolean]>([
    ["PNG 5000 × 5000", pngOfSize(5_000, 5_000), "image/png", true],
    ["PNG 8001 × 1", pngOfSize(8_001, 1), "image/png", false],
    ["PNG 1 × 8001", pngOfSize(1, 8_001), "image/png", false],
    ["PNG 5000 × 5001", pngOfSize(5_000, 5_001), "image/png", false],
    ["PNG 4294967295 a side", pngOfSize(0xffffffff, 0xffffffff), "image/png", false],
    ["JPEG 5000 × 5000", jpegOfSize(5_000, 5_000), "image/jpeg", true],
    ["JPEG 65535 a side", jpegOfSize(65_535, 65_535), "image/jpeg", false],
    ["WebP 5000 × 5000", webpWith({}, { width: 5_000, height: 5_000 }), "image/webp", true],
    ["WebP 16383 a side", webpWith({}, { width: 16_383, height: 16_383 }), "image/webp", false],
  ])("%s", (_, bytes, mediaType, fits) => {
    const clean = cleanPicture(bytes, mediaType);
    expect(clean).toMatchObject(fits ? { ok: true } : { ok: false, why: "too-large" });
  });
});

describe("a broken picture is told as broken", () => {
  const secondHeader = Array.from(onePixelPng.subarray(8, 33));
  test.each<[string, Uint8Array, string]>([
    ["PNG of no size", pngOfSize(0, 1), "image/png"],
    ["PNG without pixels", Uint8Array.from([...onePixelPng.subarray(0, 33), ...pngChunk("IEND", "")]), "image/png"],
    ["PNG that says its size twice", pngWith(secondHeader), "image/png"],
    [
      "PNG whose chunk is longer than it",
      pngWith([0x7f, 0xff, 0xff, 0xff, ...pngChunk("tEXt", "x").slice(4)]),
      "image/png",
    ],
    ["PNG cut short", onePixelPng.subarray(0, 50), "image/png"],
    ["JPEG cut short", onePixelJpeg.subarray(0, onePixelJpeg.length - 2), "image/jpeg"],
    ["JPEG of marks alone", Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), "image/jpeg"],
    ["JPEG with a segment of no length", jpegWith([0xff, 0xfe, 0, 0]), "image/jpeg"],
    ["WebP cut short", onePixelWebp.subarray(0, 20), "image/webp"],
    [
      "WebP without pixels",
      Uint8Array.from([...onePixelWebp.subarray(0, 4), 4, 0, 0, 0, ...onePixelWebp.subarray(8, 12)]),
      "image/webp",
    ],
    ["WebP that moves", webpWith({ ANMF: "x".repeat(24) }, one), "image/webp"],
  ])("%s", (_, bytes, mediaType) => {
    expect(cleanPicture(bytes, mediaType)).toMatchObject({ ok: false, why: "broken" });
  });

  test("[U6] whatever comes, it ends with a picture that is clean or a refusal, and clean stays clean", () => {
    const anyBase = fc.constantFrom(
      ["image/png", pngWith(pngChunk("tEXt", WHERE))] as const,
      ["image/jpeg", jpegWith(jpegSegment(0xe1, exifOf(6, WHERE)))] as const,
      ["image/webp", webpWith({ EXIF: WHERE }, one)] as const,
    );
    const anyHarm = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(anyBase, anyHarm, fc.nat(400), ([mediaType, base], harm, cut) => {
        const bytes = base.slice(0, Math.max(12, base.length - (cut > 200 ? 0 : cut)));
        for (const [at, byte] of harm) if (at > 3 && at < bytes.length) bytes[at] = byte;
        const clean = cleanPicture(bytes, mediaType);
        if (!clean.ok) return;
        expect(clean.bytes.byteLength).toBeLessThanOrEqual(bytes.byteLength + 36);
        expect(cleanPicture(clean.bytes, mediaType)).toEqual(clean);
      }),
      { numRuns: 300 },
    );
  });

  test("[U6] a JPEG of sixty-four scans is taken, and one of more is not: each costs a viewer all its pixels", () => {
    const scan = jpegSegment(0xda, "\x01\x01\0\0\0\0");
    const withScans = (count: number) => jpegWith(Array.from({ length: count - 1 }, () => scan).flat());
    expect(cleanPicture(withScans(64), "image/jpeg")).toMatchObject({ ok: true });
    expect(cleanPicture(withScans(65), "image/jpeg")).toMatchObject({ ok: false, why: "broken" });
  });

  test("[U6] a million crumbs are refused and not gathered", () => {
    const crumb = [...pngChunk("tEXt", ""), ...pngChunk("pHYs", "")];
    const crumbs = new Uint8Array(crumb.length * 50_000).map((_, at) => crumb[at % crumb.length] ?? 0);
    const bytes = new Uint8Array(onePixelPng.length + crumbs.length);
    bytes.set(onePixelPng.subarray(0, 33));
    bytes.set(crumbs, 33);
    bytes.set(onePixelPng.subarray(33), 33 + crumbs.length);
    expect(cleanPicture(bytes, "image/png")).toMatchObject({ ok: false, why: "broken" });
  });
});
