package io.threatledger.query.language;

/** Texts held against texts, the letters A-Z and a-z being the same. */
final class Wildcards {
    private Wildcards() {}

    static boolean equal(String text, String other) {
        return Characters.lower(text).equals(Characters.lower(other));
    }

    static boolean contains(String text, String part) {
        return Characters.lower(text).contains(Characters.lower(part));
    }

    /**
     * Whether the whole text is like the pattern, in which {@code *} stands for any characters or none. Takes at most the
     * product of the lengths: only the last star is ever tried again.
     */
    static boolean like(String text, String pattern) {
        String folded = Characters.lower(text);
        String wanted = Characters.lower(pattern);
        int star = -1;
        int retry = 0;
        int at = 0;
        int i = 0;
        while (i < folded.length()) {
            if (at < wanted.length() && wanted.charAt(at) == '*') {
                star = at;
                at++;
                retry = i;
            } else if (at < wanted.length() && wanted.charAt(at) == folded.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                retry++;
                i = retry;
            } else {
                return false;
            }
        }
        return wanted.substring(at).chars().allMatch(c -> c == '*');
    }
}
