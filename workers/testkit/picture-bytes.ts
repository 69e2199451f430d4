const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const latin = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);

/** Pictures of one pixel, each as small as its format allows, that any viewer shows. */
export const onePixelPng = bytesOf(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);
export const onePixelJpeg = Uint8Array.from([
  ...bytesOf(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=",
  ),
  ...[0xff, 0xd9],
]);
export const onePixelWebp = bytesOf("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const le32 = (value: number): number[] => be32(value).reverse();

/** A chunk of a PNG. Its checksum is left out: nobody who drops a chunk reads it. */
export function pngChunk(type: string, data: string): number[] {
  return [...be32(data.length), ...latin(type), ...latin(data), 0, 0, 0, 0];
}

/** The picture with these chunks behind its header and these bytes behind its end. */
export function pngWith(chunks: readonly number[], tail = ""): Uint8Array {
  return Uint8Array.from([...onePixelPng.subarray(0, 33), ...chunks, ...onePixelPng.subarray(33), ...latin(tail)]);
}

/** The picture with another size in its header. */
export function pngOfSize(width: number, height: number): Uint8Array {
  const png = onePixelPng.slice();
  png.set([...be32(width), ...be32(height)], 16);
  return png;
}

export function jpegSegment(marker: number, data: string): number[] {
  const length = data.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...latin(data)];
}

export function jpegWith(segments: readonly number[], tail = ""): Uint8Array {
  return Uint8Array.from([...onePixelJpeg.subarray(0, 2), ...segments, ...onePixelJpeg.subarray(2), ...latin(tail)]);
}

export function jpegOfSize(width: number, height: number): Uint8Array {
  const jpeg = onePixelJpeg.slice();
  const frame = jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc2);
  jpeg.set([height >> 8, height & 0xff, width >> 8, width & 0xff], frame + 5);
  return jpeg;
}

/** EXIF that says which way is up and where it was taken. */
export function exifOf(orientation: number, where: string): string {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const tiff = [...latin("MM"), 0, 42, ...be32(8), 0, 1, ...entry, ...be32(0), ...latin(where)];
  return `Exif\0\0${String.fromCharCode(...tiff)}`;
}

function webpChunk(type: string, data: readonly number[]): number[] {
  return [...latin(type), ...le32(data.length), ...data, ...(data.length % 2 === 1 ? [0] : [])];
}

/** The picture in the extended container, of this size, with these further chunks by name. */
export function webpWith(
  chunks: Record<string, string>,
  size: { width: number; height: number },
  flags = 0x0c,
): Uint8Array {
  const three = (value: number): number[] => le32(value - 1).slice(0, 3);
  const header = webpChunk("VP8X", [flags, 0, 0, 0, ...three(size.width), ...three(size.height)]);
  const further = Object.entries(chunks).flatMap(([type, data]) => webpChunk(type, latin(data)));
  const body = [...header, ...onePixelWebp.subarray(12), ...further];
  return Uint8Array.from([...latin("RIFF"), ...le32(4 + body.length), ...latin("WEBP"), ...body]);
}
