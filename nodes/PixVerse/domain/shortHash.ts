/**
 * The first 64 bits of a hash in 11 characters, which can stand in names and addresses: enough for
 * the orders of one execution, and n8n saves it for each of them.
 *
 * @param hex 16 digits or more
 */
export function shortHash(hex: string): string {
	return Buffer.from(hex.slice(0, 16), 'hex').toString('base64url');
}
