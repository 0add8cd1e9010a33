package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.notice.ExternalException;

/** Which user we run as, and how setpriv(1) runs a program as another. */
public final class RunAs {

    private RunAs() {}

    /** The number of the user that we run as. */
    public static int ownUid() throws ExternalException {
        try {
            return OwnUser.uid();
        } catch (IOException e) {
            throw ExternalException.during("asking who runs this", e);
        }
    }

    /** What setpriv(1) is told of a user's groups beside his own; an unknown user has none. */
    public static String groups(Optional<Account> user) {
        String others = user.stream()
                .flatMap(u ->
                        u.groups().stream().filter(g -> g != u.gid() && g != 0).sorted())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        return others.isEmpty() ? "--clear-groups" : "--groups=" + others;
    }
}
