let audio: AudioContext | null = null;

/** A soft knock on wood, made here: no file to fetch. Silent where the browser wants a gesture first. */
export function knock(): void {
  audio ??= new AudioContext();
  if (audio.state !== "running") return;
  const start = audio.currentTime;
  for (const [delay, pitch] of [
    [0, 180],
    [0.11, 150],
  ] as const) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = "triangle";
    tone.frequency.setValueAtTime(pitch, start + delay);
    tone.frequency.exponentialRampToValueAtTime(pitch / 2, start + delay + 0.09);
    volume.gain.setValueAtTime(0.18, start + delay);
    volume.gain.exponentialRampToValueAtTime(0.001, start + delay + 0.12);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + delay);
    tone.stop(start + delay + 0.13);
  }
}
