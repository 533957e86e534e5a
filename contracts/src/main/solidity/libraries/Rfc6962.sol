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
    error Sha256Unavailable();

    /// @notice How many hashes a proof from m to n entries has; none from the empty tree.
    function consistencyLength(uint64 m, uint64 n) internal pure returns (uint256) {
        if (m == 0) return 0;
        unchecked {
            (uint256 way, uint256 climb) = _climb(m, n);
            uint256 first = way == 0 ? 0 : 1;
            return first + climb + _countOnes(way >> climb);
        }
    }

    /// @notice Computes both roots that a proof leads to: the proof holds if they are the old and the new root.
    /// @dev The length of the proof must be consistencyLength(m, n), and m < n.
    /// @param m entries in the old tree, at least one
    /// @param oldRoot where the proof begins if m is a power of two
    /// @return older root of the old tree, by the proof
    /// @return newer root of the new tree, by the proof
    function fold(uint64 m, bytes32 oldRoot, uint64 n, bytes32[] calldata proof)
        internal
        view
        returns (bytes32 older, bytes32 newer)
    {
        unchecked {
            (uint256 way, uint256 climb) = _climb(m, n);
            uint256 next = way == 0 ? 0 : 1;
            older = way == 0 ? oldRoot : proof[0];
            newer = older;

            for (; climb != 0; --climb) {
                bytes32 sibling = proof[next++];
                if (way & 1 == 0) {
                    newer = _node(newer, sibling);
                } else {
                    (older, newer) = _leftOfBoth(sibling, older, newer);
                }
                way >>= 1;
            }
            while (next < proof.length) (older, newer) = _leftOfBoth(proof[next++], older, newer);
        }
    }

    /// @return way the bits of m - 1 above the subtree at which the proof begins
    /// @return climb how many of these, from the lowest, are levels below the one where the ways of m - 1 and n - 1 join
    function _climb(uint64 m, uint64 n) private pure returns (uint256 way, uint256 climb) {
        unchecked {
            way = m - 1;
            uint256 edge = n - 1;
            while (way & 1 == 1) {
                way >>= 1;
                edge >>= 1;
            }
            climb = _bitLength(way ^ edge);
        }
    }

    /// @dev As long as no right sibling has been met the two trees are one, and one hash serves both.
    function _leftOfBoth(bytes32 sibling, bytes32 older, bytes32 newer) private view returns (bytes32, bytes32) {
        bytes32 node = _node(sibling, newer);
        return (older == newer ? node : _node(sibling, older), node);
    }

    /// @dev SHA-256(0x01 || left || right), past the end of memory that is in use and without taking any.
    function _node(bytes32 left, bytes32 right) private view returns (bytes32 hash) {
        bool done;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            mstore(add(free, 1), left)
            mstore(add(free, 33), right)
            done := and(eq(returndatasize(), 32), staticcall(gas(), 2, free, 65, 0, 32))
            hash := mload(0)
        }
        if (!done) revert Sha256Unavailable();
    }

    function _bitLength(uint256 value) private pure returns (uint256 length) {
        unchecked {
            for (; value > 0xff; value >>= 8) length += 8;
            for (; value != 0; value >>= 1) ++length;
        }
    }

    function _countOnes(uint256 value) private pure returns (uint256 ones) {
        unchecked {
            for (; value != 0; value &= value - 1) ++ones;
        }
    }
}
