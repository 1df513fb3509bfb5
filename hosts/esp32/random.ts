/**
 * Random bytes from the hardware. On the ESP32 `Math.random` is the chip's generator (`esp_random`), which is fed by noise
 * while the radio is on; a board without Wi-Fi must keep its entropy source on (`bootloader_random_enable`).
 */
export function hardwareRandom(byteLength: number): Uint8Array {
	return Uint8Array.from({ length: byteLength }, () => Math.floor(Math.random() * 256));
}
