// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Consistency of RFC 6962 Merkle trees (SHA-256), as verified by RFC 9162 section 2.1.4.2
/// @notice A proof from m to n entries (0 < m < n) begins at the largest whole subtree that ends at entry m, and climbs
/// from there to the root. The bits of m - 1 are the way: those 1-bits that it ends in lie inside the subtree and are
/// taken off; each further bit is a level. At a 1 the sibling is to the left and both trees contain it. At a 0 it is to
/// the right, where only the new tree has anything, and only below the level at which the ways of m - 1 and n - 1 join:
/// above it we are on the new tree's own right edge, and just the 1-bits have a sibling.
///
///   hashes of the proof:  [ the subtree itself ]  [ one per bit of the climb ]  [ one per 1-bit above ]
///
/// The first is left out when that subtree is all of the old tree, which is so when m is a power of two.
library Rfc6962 {
    /// @notice Thrown where the chain has no SHA-256 precompile, or no gas was left for it.
    error Sha256Unavailable();

    /// @param m entries in the old tree, at least one
    /// @param n entries in the new tree, more than m
    /// @return way the bits of m - 1 above the subtree at which the proof begins
    /// @return climb how many of these, from the lowest, are levels below the one where the ways of m - 1 and n - 1 join
    function path(uint64 m, uint64 n) internal pure returns (uint256 way, uint256 climb) {
        unchecked {
            uint256 subtree = m & (~m + 1);
            way = (m - 1) / subtree;
            climb = _bitLength(way ^ ((n - 1) / subtree));
        }
    }

    /// @notice How many hashes a proof of this path has.
    function proofLength(uint256 way, uint256 climb) internal pure returns (uint256) {
        unchecked {
            return (way == 0 ? 0 : 1) + climb + _countOnes(way >> climb);
        }
    }

    /// @notice Computes both roots that a proof leads to: it holds if they are the root of the old tree and of the new.
    /// @dev The caller has compared the proof's length with proofLength; nothing here would notice.
    /// @param oldRoot where the proof begins if it does not name its first subtree
    /// @return older root of the old tree, by the proof
    /// @return newer root of the new tree, by the proof
    function fold(uint256 way, uint256 climb, bytes32 oldRoot, bytes32[] calldata proof)
        internal
        view
        returns (bytes32 older, bytes32 newer)
    {
        bytes memory preimage = new bytes(65);
        preimage[0] = 0x01;
        uint256 next = way == 0 ? 0 : 1;
        older = way == 0 ? oldRoot : proof[0];
        newer = older;
        unchecked {
            uint256 climbed = next + climb;
            for (; next != climbed; ++next) {
                if (way & 1 == 0) newer = _node(preimage, newer, _at(proof, next));
                else (older, newer) = _leftOfBoth(preimage, _at(proof, next), older, newer);
                way >>= 1;
            }
            for (; next != proof.length; ++next) (older, newer) = _leftOfBoth(preimage, _at(proof, next), older, newer);
        }
    }

    /// @dev As long as no right sibling has been met the two trees are one, and one hash serves both.
    function _leftOfBoth(bytes memory preimage, bytes32 sibling, bytes32 older, bytes32 newer)
        private
        view
        returns (bytes32, bytes32)
    {
        if (older == newer) {
            newer = _node(preimage, sibling, newer);
            return (newer, newer);
        }
        return (_node(preimage, sibling, older), _node(preimage, sibling, newer));
    }

    /// @dev SHA-256(0x01 || left || right); the first byte of the preimage stands there already. In assembly because
    /// Solidity's sha256() would copy the 65 bytes once more for each hash.
    function _node(bytes memory preimage, bytes32 left, bytes32 right) private view returns (bytes32 hash) {
        bool done;
        assembly ("memory-safe") {
            mstore(add(preimage, 33), left)
            mstore(add(preimage, 65), right)
            done := and(eq(returndatasize(), 32), staticcall(gas(), 2, add(preimage, 32), 65, 0, 32))
            hash := mload(0)
        }
        if (!done) revert Sha256Unavailable();
    }

    /// @dev Without the bounds check: the caller of fold has made it for the whole proof.
    function _at(bytes32[] calldata proof, uint256 index) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := calldataload(add(proof.offset, shl(5, index)))
        }
    }

    /// @dev Of 64 bits.
    function _bitLength(uint256 value) private pure returns (uint256 length) {
        unchecked {
            if (value >> 32 != 0) (value, length) = (value >> 32, 32);
            if (value >> 16 != 0) (value, length) = (value >> 16, length + 16);
            if (value >> 8 != 0) (value, length) = (value >> 8, length + 8);
            if (value >> 4 != 0) (value, length) = (value >> 4, length + 4);
            if (value >> 2 != 0) (value, length) = (value >> 2, length + 2);
            return length + (value > 1 ? 2 : value);
        }
    }

    /// @dev Of 64 bits: counts in fields of 2, 4 and 8 bits, whose sum the product gathers in its eighth byte.
    function _countOnes(uint256 value) private pure returns (uint256) {
        unchecked {
            value -= (value >> 1) & 0x5555555555555555;
            value = (value & 0x3333333333333333) + ((value >> 2) & 0x3333333333333333);
            value = (value + (value >> 4)) & 0x0f0f0f0f0f0f0f0f;
            return (value * 0x0101010101010101) >> 56 & 0xff;
        }
    }
}
