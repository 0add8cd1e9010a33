package org.hhvmdeb.process;

import java.io.IOException;
import java.io.OutputStream;

/** What a program reads from its standard input, made while it runs. */
@FunctionalInterface
public interface Input {

    /**
     * Writes all of it.
     *
     * @param stdin it may be closed. Fails once the program reads no more, which is to be passed on
     */
    void writeTo(OutputStream stdin) throws IOException;
}
