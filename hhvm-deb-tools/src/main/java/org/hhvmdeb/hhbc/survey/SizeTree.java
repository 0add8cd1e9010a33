package org.hhvmdeb.hhbc.survey;

import java.util.List;

/**
 * A directory or file with what it takes, for a picture.
 *
 * @param name within its parent
 * @param bytes its own and its children's
 * @param files how many paths; 0 for what is no path
 * @param children the largest first; small ones are together one child without a name
 */
public record SizeTree(String name, long bytes, long files, List<SizeTree> children) {

    public SizeTree {
        children = List.copyOf(children);
    }
}
