/**
 * What a person sees in a browser: the front page and the plans. Pages are made from the configuration, run no script
 * and fetch nothing from elsewhere.
 *
 * <p>They are outside quotas and look at no key. Knows {@code http} and the plans of {@code auth}; the API families are
 * its neighbours and do not know it, but for the address {@code /pricing}, to which a refused reader is sent.
 */
@NullMarked
package io.threatledger.web;

import org.jspecify.annotations.NullMarked;
