/**
 * Published entries in ledger order, for those who follow: each is told once, and whoever comes back says how far it was.
 *
 * <p>A pump renders what the {@code published} watermark lets through into a bounded ring; a subscriber is a cursor over
 * ring and store. Who renders, and how, is handed in. Knows {@code store}'s watermark and the value packages, no
 * transport.
 */
@NullMarked
package io.threatledger.feed;

import org.jspecify.annotations.NullMarked;
