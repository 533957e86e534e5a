// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rfc6962} from "../../main/solidity/libraries/Rfc6962.sol";

/// @title Many verdicts of the verifier for one call, and no storage
contract Rfc6962Harness {
    struct Claim {
        uint64 m;
        uint64 n;
        bytes32 oldRoot;
        bytes32 newRoot;
        bytes32[] proof;
    }

    /// @return one byte for each claim: 0 holds, 1 proof too short, 2 too long, 3 the old root, 4 the new root
    function verdicts(Claim[] calldata claims) external view returns (bytes memory) {
        bytes memory answers = new bytes(claims.length);
        for (uint256 i = 0; i < claims.length; ++i) answers[i] = bytes1(_verdict(claims[i]));
        return answers;
    }

    function _verdict(Claim calldata claim) private view returns (uint8) {
        uint256 expected = Rfc6962.consistencyLength(claim.m, claim.n);
        if (claim.proof.length < expected) return 1;
        if (claim.proof.length > expected) return 2;
        (bytes32 older, bytes32 newer) = Rfc6962.fold(claim.m, claim.oldRoot, claim.n, claim.proof);
        if (older != claim.oldRoot) return 3;
        return newer == claim.newRoot ? 0 : 4;
    }
}
