package io.threatledger.entry;

/** What an entry says. */
public sealed interface EntryBody permits ThreatAdded, ThreatRevoked {

    EntryType type();
}
