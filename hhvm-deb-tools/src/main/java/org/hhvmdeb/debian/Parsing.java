package org.hhvmdeb.debian;

import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** Reading a value that does not know where it stands. */
@FunctionalInterface
interface Parsing<T> {

    T value() throws InputException;

    /** Reads the value and puts its place before the message if it is wrong. */
    static <T> T at(Location where, Parsing<T> parsing) throws InputException {
        try {
            return parsing.value();
        } catch (InputException e) {
            throw new InputException(where + ": " + e.getMessage(), e);
        }
    }
}
