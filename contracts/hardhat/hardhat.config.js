/* The node only serves tests: same chain id and mnemonic as anvil, and no project of its own to compile. */
module.exports = {
  solidity: '0.8.37',
  networks: { hardhat: { chainId: 31337, hardfork: 'prague' } },
};
