import type { Case } from '../support/suite';
import type { Stage } from './stage';

/** What a user meets, one after the other; each starts from an empty sandbox. */
export interface Moment extends Case<Stage> {
	/** Also of its pictures. */
	name: string;
	/** true where it takes one of the README's pictures */
	readme?: boolean;
}
