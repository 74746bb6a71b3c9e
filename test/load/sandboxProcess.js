// The sandbox in a process of its own, so that what is measured is the node's.
const { startSandbox } = require('../sandbox');

const options = JSON.parse(process.argv[2]);

startSandbox(options).then((sandbox) => {
	process.send({ url: sandbox.url });
	process.once('disconnect', () => process.exit(0));
});
