/** As much of pdfkit as the files for tests are made with. */
declare module "pdfkit" {
  interface TextOptions {
    width?: number;
    align?: "left" | "justify" | "center" | "right";
    columns?: number;
    columnGap?: number;
    height?: number;
    indent?: number;
    paragraphGap?: number;
    lineBreak?: boolean;
    continued?: boolean;
  }
  class PDFDocument {
    constructor(options?: {
      size?: string;
      margin?: number;
      userPassword?: string;
      ownerPassword?: string;
      autoFirstPage?: boolean;
      compress?: boolean;
      info?: Record<string, string>;
    });
    y: number;
    x: number;
    on(event: "data", listener: (part: Uint8Array) => void): this;
    on(event: "end", listener: () => void): this;
    end(): void;
    addPage(): this;
    file(attached: Uint8Array, options: { name: string }): this;
    font(name: string): this;
    fontSize(size: number): this;
    moveDown(lines?: number): this;
    text(text: string, options?: TextOptions): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
  }
  export default PDFDocument;
}
