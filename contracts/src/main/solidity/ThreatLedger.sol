// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IThreatLedger} from "./interfaces/IThreatLedger.sol";
import {Rfc6962} from "./libraries/Rfc6962.sol";

/// @title ThreatLedger
/// @dev See IThreatLedger. No proxy, no administrator, no reset: there is no code here that could shorten a log.
contract ThreatLedger is IThreatLedger {
    uint256 private constant ORIGIN_LENGTH_MAX = 255;

    /// @dev The slot of the newest head but for its root, written as one. uint32 seconds last until 2106.
    struct Tip {
        address anchorer;
        uint64 size;
        uint32 anchoredAt;
    }

    /// @dev An anchor touches the first two slots and no other.
    struct Log {
        Tip tip;
        bytes32 root;
        address owner;
        address pendingOwner;
        bytes32 checkpointKey;
        bytes32 entryKey;
    }

    mapping(bytes32 logId => Log) private logs;

    modifier onlyOwner(bytes32 logId) {
        address owner_ = logs[logId].owner;
        if (owner_ == address(0)) revert LogNotOpen(logId);
        if (msg.sender != owner_) revert NotOwner(msg.sender, owner_);
        _;
    }

    /// @inheritdoc IThreatLedger
    function open(string calldata origin, bytes32 checkpointKey, bytes32 entryKey, address anchorer_)
        external
        returns (bytes32 logId)
    {
        uint256 length = bytes(origin).length;
        if (length == 0) revert EmptyOrigin();
        if (length > ORIGIN_LENGTH_MAX) revert OriginTooLong(length);

        logId = keccak256(abi.encode(origin, msg.sender));
        Log storage log = logs[logId];
        if (log.owner != address(0)) revert LogAlreadyOpen(logId);

        log.owner = msg.sender;
        _setAnchorer(log, anchorer_);
        _setKeys(log, checkpointKey, entryKey);
        emit LogOpened(logId, msg.sender, origin, checkpointKey, entryKey, anchorer_);
    }

    /// @inheritdoc IThreatLedger
    function anchor(bytes32 logId, uint64 size, bytes32 root, bytes32[] calldata consistency) external {
        Log storage log = logs[logId];
        Tip memory held = log.tip;
        if (held.anchorer == address(0)) revert LogNotOpen(logId);
        if (msg.sender != held.anchorer) revert NotAnchorer(msg.sender, held.anchorer);
        if (size <= held.size) revert SizeNotGrowing(held.size, size);
        if (root == 0) revert ZeroRoot();

        if (held.size != 0) _requireConsistent(held.size, log.root, size, root, consistency);
        else if (consistency.length != 0) revert ProofTooLong(0, consistency.length);

        log.tip = Tip(held.anchorer, size, uint32(block.timestamp));
        log.root = root;
        emit Anchored(logId, size, root);
    }

    /// @inheritdoc IThreatLedger
    function setAnchorer(bytes32 logId, address anchorer_) external onlyOwner(logId) {
        _setAnchorer(logs[logId], anchorer_);
        emit AnchorerChanged(logId, anchorer_);
    }

    /// @inheritdoc IThreatLedger
    function rotateKeys(bytes32 logId, bytes32 checkpointKey, bytes32 entryKey) external onlyOwner(logId) {
        _setKeys(logs[logId], checkpointKey, entryKey);
        emit KeysRotated(logId, checkpointKey, entryKey);
    }

    /// @inheritdoc IThreatLedger
    function offerOwnership(bytes32 logId, address pendingOwner_) external onlyOwner(logId) {
        logs[logId].pendingOwner = pendingOwner_;
        emit OwnershipOffered(logId, pendingOwner_);
    }

    /// @inheritdoc IThreatLedger
    function acceptOwnership(bytes32 logId) external {
        Log storage log = logs[logId];
        if (log.owner == address(0)) revert LogNotOpen(logId);
        if (msg.sender != log.pendingOwner) revert NotPendingOwner(msg.sender, log.pendingOwner);
        log.owner = msg.sender;
        delete log.pendingOwner;
        emit OwnershipAccepted(logId, msg.sender);
    }

    /// @inheritdoc IThreatLedger
    function head(bytes32 logId) external view returns (uint64 size, bytes32 root, uint32 anchoredAt) {
        Log storage log = logs[logId];
        return (log.tip.size, log.root, log.tip.anchoredAt);
    }

    /// @inheritdoc IThreatLedger
    function keys(bytes32 logId) external view returns (bytes32 checkpointKey, bytes32 entryKey) {
        return (logs[logId].checkpointKey, logs[logId].entryKey);
    }

    /// @inheritdoc IThreatLedger
    function anchorer(bytes32 logId) external view returns (address) {
        return logs[logId].tip.anchorer;
    }

    /// @inheritdoc IThreatLedger
    function owner(bytes32 logId) external view returns (address) {
        return logs[logId].owner;
    }

    /// @inheritdoc IThreatLedger
    function pendingOwner(bytes32 logId) external view returns (address) {
        return logs[logId].pendingOwner;
    }

    function _setAnchorer(Log storage log, address anchorer_) private {
        if (anchorer_ == address(0)) revert ZeroAddress();
        log.tip.anchorer = anchorer_;
    }

    function _setKeys(Log storage log, bytes32 checkpointKey, bytes32 entryKey) private {
        if (checkpointKey == 0 || entryKey == 0) revert ZeroKey();
        log.checkpointKey = checkpointKey;
        log.entryKey = entryKey;
    }

    function _requireConsistent(
        uint64 heldSize,
        bytes32 heldRoot,
        uint64 size,
        bytes32 root,
        bytes32[] calldata consistency
    ) private view {
        (uint256 way, uint256 climb) = Rfc6962.path(heldSize, size);
        uint256 expected = Rfc6962.proofLength(way, climb);
        if (consistency.length < expected) revert ProofTooShort(expected, consistency.length);
        if (consistency.length > expected) revert ProofTooLong(expected, consistency.length);

        (bytes32 provenHeld, bytes32 proven) = Rfc6962.fold(way, climb, heldRoot, consistency);
        if (provenHeld != heldRoot) revert HeldRootNotProven(heldRoot, provenHeld);
        if (proven != root) revert GivenRootNotProven(root, proven);
    }
}
