// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Append-only heads of threat ledgers
/// @notice Holds the newest (size, root) of each log and accepts another only with a proof that nothing before it
/// changed. Nobody can take an anchored history back: not the anchorer, not the owner, not whoever deployed this.
/// @dev Roots are of RFC 6962 Merkle trees with SHA-256. A log that is not open reads as zeros everywhere.
interface IThreatLedger {
    // Refusals to open or configure

    /// @notice Thrown when a log is opened with an empty origin.
    error EmptyOrigin();

    /// @notice Thrown when a log is opened with an origin of more than 255 bytes.
    error OriginTooLong(uint256 length);

    /// @notice Thrown when this account has opened a log of this origin before.
    error LogAlreadyOpen(bytes32 logId);

    /// @notice Thrown when a log is called by an id that nobody opened.
    error LogNotOpen(bytes32 logId);

    /// @notice Thrown when the anchorer would be the zero address.
    error ZeroAddress();

    /// @notice Thrown when one of the two keys would be zero.
    error ZeroKey();

    /// @notice Thrown when someone other than the owner configures a log.
    error NotOwner(address caller, address owner);

    /// @notice Thrown when someone accepts a log that was not offered to them.
    error NotPendingOwner(address caller, address pendingOwner);

    // Refusals to anchor, in the order in which they are checked

    /// @notice Thrown when someone other than the anchorer anchors, the log's owner included.
    error NotAnchorer(address caller, address anchorer);

    /// @notice Thrown when a head is anchored that is shorter than the one held, or as long.
    error SizeNotGrowing(uint64 held, uint64 given);

    /// @notice Thrown when a zero root is anchored: no tree has it.
    error ZeroRoot();

    /// @notice Thrown when the proof has fewer hashes than the two sizes need.
    error ProofTooShort(uint256 expected, uint256 given);

    /// @notice Thrown when the proof has more hashes than the two sizes need; the first anchor needs none.
    error ProofTooLong(uint256 expected, uint256 given);

    /// @notice Thrown when the proof is of another past: it leads to another root for the size held.
    error HeldRootNotProven(bytes32 held, bytes32 proven);

    /// @notice Thrown when the proof leads from the root held to another new root than the one given. Where the size
    /// held is a power of two the proof contains nothing of the past, and another past shows here.
    error GivenRootNotProven(bytes32 given, bytes32 proven);

    // Events: the history, of which the slots hold only the end

    /// @notice A log was opened, by its owner.
    event LogOpened(
        bytes32 indexed logId,
        address indexed owner,
        string origin,
        bytes32 checkpointKey,
        bytes32 entryKey,
        address anchorer
    );

    /// @notice A log grew to this size, with this root.
    event Anchored(bytes32 indexed logId, uint64 indexed size, bytes32 root);

    /// @notice Another account anchors from now on.
    event AnchorerChanged(bytes32 indexed logId, address indexed anchorer);

    /// @notice Other keys sign from now on.
    event KeysRotated(bytes32 indexed logId, bytes32 checkpointKey, bytes32 entryKey);

    /// @notice The owner offered the log to another account; zero: an offer was withdrawn.
    event OwnershipOffered(bytes32 indexed logId, address indexed pendingOwner);

    /// @notice The account to which the log was offered is its owner now.
    event OwnershipAccepted(bytes32 indexed logId, address indexed owner);

    // What anyone may do

    /// @notice Opens a log, which the caller owns.
    /// @param origin the log's name for ever, 1 to 255 bytes
    /// @param checkpointKey Ed25519 public key that signs checkpoints
    /// @param entryKey Ed25519 public key that signs entries
    /// @param anchorer the account that may anchor
    /// @return logId keccak256(abi.encode(origin, msg.sender)): another opener's log of this origin is another log
    function open(string calldata origin, bytes32 checkpointKey, bytes32 entryKey, address anchorer)
        external
        returns (bytes32 logId);

    // What the anchorer may do

    /// @notice Puts a longer head in the place of the one held.
    /// @param size entries in the tree, more than are held
    /// @param root RFC 6962 root of these entries, not zero
    /// @param consistency RFC 6962 consistency proof from the size held to the new one, exactly as many hashes as
    /// the sizes need; empty for the first anchor
    function anchor(bytes32 logId, uint64 size, bytes32 root, bytes32[] calldata consistency) external;

    // What the owner may do

    /// @notice Lets another account anchor, and the former one no more.
    function setAnchorer(bytes32 logId, address anchorer_) external;

    /// @notice Replaces both keys. What former keys signed stays signed: the events tell when they changed.
    function rotateKeys(bytes32 logId, bytes32 checkpointKey, bytes32 entryKey) external;

    /// @notice Offers the log to an account, in the place of any former offer; zero withdraws it.
    function offerOwnership(bytes32 logId, address pendingOwner_) external;

    /// @notice Takes a log that was offered to the caller.
    function acceptOwnership(bytes32 logId) external;

    // What anyone may read

    /// @notice The newest head; zeros before the first anchor.
    /// @return size entries
    /// @return root RFC 6962 root of these entries
    /// @return anchoredAt time of the block that anchored it, seconds since the epoch
    function head(bytes32 logId) external view returns (uint64 size, bytes32 root, uint32 anchoredAt);

    /// @notice The public keys with which a verifier checks what the log signs.
    function keys(bytes32 logId) external view returns (bytes32 checkpointKey, bytes32 entryKey);

    /// @notice The account that may anchor: a hot one.
    function anchorer(bytes32 logId) external view returns (address);

    /// @notice The account that may configure the log: a cold one. It cannot anchor.
    function owner(bytes32 logId) external view returns (address);

    /// @notice The account to which the log is offered.
    function pendingOwner(bytes32 logId) external view returns (address);
}
