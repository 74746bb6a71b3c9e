import type { SimulatedPolls, Watched } from './measures/poll';

const WIDTH = 640;
const HEIGHT = 400;
const EDGE = { left: 60, right: 20, top: 20, bottom: 50 };
const MOST_POLLS = 40;
const MOST_OVERSHOOT_S = 8;

const x = (polls: number) => EDGE.left + (polls / MOST_POLLS) * (WIDTH - EDGE.left - EDGE.right);
const y = (overshootS: number) =>
	HEIGHT - EDGE.bottom - (overshootS / MOST_OVERSHOOT_S) * (HEIGHT - EDGE.top - EDGE.bottom);

function text(atX: number, atY: number, content: string | number, more = ''): string {
	return `<text x="${atX.toFixed(1)}" y="${atY.toFixed(1)}" ${more}>${content}</text>`;
}

function point({ meanPolls, meanOvershootS }: Watched, label: string, colour: string): string {
	const [atX, atY] = [x(meanPolls), y(meanOvershootS)];
	const dot = `<circle cx="${atX.toFixed(1)}" cy="${atY.toFixed(1)}" r="5" fill="${colour}"/>`;
	return dot + text(atX + 9, atY - 6, label, `fill="${colour}"`);
}

function axes(): string[] {
	const [left, bottom] = [x(0), y(0)];
	const marks: string[] = [];
	for (let polls = 0; polls <= MOST_POLLS; polls += 10) {
		marks.push(text(x(polls), bottom + 18, polls, 'text-anchor="middle"'));
	}
	for (let overshootS = 0; overshootS <= MOST_OVERSHOOT_S; overshootS += 2) {
		const atY = y(overshootS);
		marks.push(`<path d="M${left} ${atY}H${x(MOST_POLLS)}" stroke="#ddd"/>`);
		marks.push(text(left - 8, atY + 4, overshootS, 'text-anchor="end"'));
	}
	return [
		...marks,
		`<path d="M${left} ${y(MOST_OVERSHOOT_S)}V${bottom}H${x(MOST_POLLS)}" fill="none" stroke="#666"/>`,
		text(x(MOST_POLLS / 2), HEIGHT - 10, 'looks per job', 'text-anchor="middle"'),
		text(
			0,
			0,
			'seconds waited too long',
			`text-anchor="middle" transform="translate(16 ${y(4)}) rotate(-90)"`,
		),
	];
}

/** Overshoot against polls, as an SVG: fixed intervals lie on one curve, the node below it. */
export function plotOf({ ours, fixed, averageS }: SimulatedPolls): string {
	const curve: string[] = [];
	for (let gapS = 1.8; gapS <= 2 * MOST_OVERSHOOT_S; gapS += 0.2) {
		curve.push(`${x(averageS / gapS + 0.5).toFixed(1)} ${y(gapS / 2).toFixed(1)}`);
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#444">
<title>How long a finished video waits, against looks at its status</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${axes().join('\n')}
<path d="M${curve.join('L')}" fill="none" stroke="#bbb" stroke-dasharray="4 4"/>
${fixed.map((one) => point(one, `every ${one.gapS} s`, '#777')).join('\n')}
${point(ours, 'this node', '#0a7d4f')}
</svg>
`;
}
