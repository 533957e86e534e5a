package io.threatledger.entry;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/**
 * The text form of targets. IPv4 is read here, since nothing short of four decimal numbers counts and imports are full of it; IPv6
 * by the address library, with everything it knows beyond RFC 4291 turned off.
 */
final class TargetText {

    /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128} and no more. */
    private static final int TEXT_CHARACTERS_MAX = 49;

    private static final int IPV4_BYTES = 4;

    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowPrefix(false)
            .allowWildcardedSeparator(false)
            .allowIPv4(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .allowMixed(true)
            .getEmbeddedIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getEmbeddedIPv4AddressParentBuilder()
            .getParentBuilder()
            .toParams();

    private TargetText() {}

    static Target parse(String text) {
        if (text.length() > TEXT_CHARACTERS_MAX || !isExpected(text)) {
            throw invalid(text);
        }
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte @Nullable [] address = host.indexOf(':') < 0 ? ipv4(host) : ipv6(host);
        if (address == null) {
            throw invalid(text);
        }
        int bits = address.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : number(text, slash + 1, text.length(), bits);
        if (prefix < 0) {
            throw invalid(text);
        }
        return Target.of(address, prefix);
    }

    static String format(byte[] address, int prefixLength) {
        String host = address.length == IPV4_BYTES ? dottedQuad(address) : new IPv6Address(address).toCanonicalString();
        return prefixLength == address.length * Byte.SIZE ? host : host + "/" + prefixLength;
    }

    private static String dottedQuad(byte[] address) {
        StringBuilder quad = new StringBuilder(15);
        for (byte part : address) {
            quad.append(quad.isEmpty() ? "" : ".").append(part & 0xff);
        }
        return quad.toString();
    }

    private static byte @Nullable [] ipv4(String host) {
        byte[] address = new byte[IPV4_BYTES];
        int start = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = i == IPV4_BYTES - 1 ? host.length() : host.indexOf('.', start);
            int part = end < 0 ? -1 : number(host, start, end, 255);
            if (part < 0) {
                return null;
            }
            address[i] = (byte) part;
            start = end + 1;
        }
        return address;
    }

    private static byte @Nullable [] ipv6(String host) {
        try {
            return new IPAddressString(host, STRICT).toAddress().getBytes();
        } catch (AddressStringException | IncompatibleAddressException e) {
            return null;
        }
    }

    /** A decimal number without leading zeros, or -1. */
    private static int number(String text, int start, int end, int max) {
        int digits = end - start;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > max ? -1 : value;
    }

    private static boolean isExpected(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (Character.digit(c, 16) < 0 && c != '.' && c != ':' && c != '/')) {
                return false;
            }
        }
        return true;
    }

    private static InvalidField invalid(String text) {
        return new InvalidField(
                "target", InvalidField.shown(text), "an IPv4 or IPv6 address, or a network such as 203.0.113.0/24");
    }
}
