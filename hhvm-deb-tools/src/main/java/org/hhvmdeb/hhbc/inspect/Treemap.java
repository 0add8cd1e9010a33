package org.hhvmdeb.hhbc.inspect;

import java.util.List;
import java.util.Locale;
import org.hhvmdeb.hhbc.survey.SizeTree;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.report.Html;

/**
 * A tree of sizes as rectangles within rectangles, in SVG: areas are in proportion to bytes, and as near to squares as they can
 * be ("Squarified Treemaps", Bruls, Huizing and van Wijk, 2000).
 */
final class Treemap {

    private static final double WIDTH = 1200;
    private static final double HEIGHT = 640;
    private static final double HEAD = 15;
    private static final double EDGE = 1.5;
    /** About what a character takes, for cutting names off; what is cut is in the rectangle's title. */
    private static final double CHARACTER = 7.2;

    private static final double SMALLEST = 2.5;
    private static final int COLOURS = 8;

    private final Html html;
    private final long total;

    private Treemap(Html html, long total) {
        this.html = html;
        this.total = total;
    }

    private record Box(double x, double y, double width, double height) {

        double shorter() {
            return Math.min(width, height);
        }
    }

    static void draw(SizeTree tree, Html html) {
        html.raw(String.format(
                Locale.ROOT,
                "<svg class=\"map\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Where the bytes are\">\n",
                WIDTH,
                HEIGHT));
        new Treemap(html, tree.bytes()).children(tree.children(), new Box(0, 0, WIDTH, HEIGHT), "", 0, -1);
        html.raw("</svg>\n");
    }

    private void children(List<SizeTree> items, Box box, String path, int depth, int colour) {
        long left = items.stream().mapToLong(SizeTree::bytes).sum();
        Box rest = box;
        int from = 0;
        while (from < items.size() && left > 0 && rest.shorter() > 0) {
            double scale = rest.width() * rest.height() / left;
            int to = from + 1;
            long row = items.get(from).bytes();
            while (to < items.size()
                    && worst(items, from, to + 1, row + items.get(to).bytes(), rest.shorter(), scale)
                            <= worst(items, from, to, row, rest.shorter(), scale)) {
                row += items.get(to++).bytes();
            }
            boolean column = rest.width() >= rest.height();
            double thickness = row * scale / rest.shorter();
            double at = column ? rest.y() : rest.x();
            for (int i = from; i < to; i++) {
                double length = row == 0 ? 0 : items.get(i).bytes() * rest.shorter() / row;
                Box own = column ? new Box(rest.x(), at, thickness, length) : new Box(at, rest.y(), length, thickness);
                node(items.get(i), own, path, depth, colour < 0 && depth > 1 ? i % COLOURS : colour);
                at += length;
            }
            rest = column
                    ? new Box(rest.x() + thickness, rest.y(), rest.width() - thickness, rest.height())
                    : new Box(rest.x(), rest.y() + thickness, rest.width(), rest.height() - thickness);
            left -= row;
            from = to;
        }
    }

    /** How far the least square rectangle of a row is from a square. The largest comes first, the smallest last. */
    private static double worst(List<SizeTree> items, int from, int to, long row, double side, double scale) {
        double area = row * scale;
        double largest = items.get(from).bytes() * scale;
        double smallest = Math.max(items.get(to - 1).bytes() * scale, 1e-9);
        return Math.max(side * side * largest / (area * area), area * area / (side * side * smallest));
    }

    private void node(SizeTree item, Box box, String path, int depth, int colour) {
        if (box.width() < SMALLEST || box.height() < SMALLEST) {
            return;
        }
        String name = item.name().isEmpty() ? HumanUnits.count(item.files(), "small file") : item.name();
        String whole = path.isEmpty() ? name : path + "/" + name;
        boolean group = !item.children().isEmpty();
        String look = colour >= 0 ? "p" + colour : group ? "group" : "other";
        html.raw(String.format(Locale.ROOT, "<g class=\"%s%s\"><title>", look, group ? " dir" : ""));
        html.text(InspectionWords.plain(whole) + "\n" + HumanUnits.bytes(item.bytes()) + ", "
                + HumanUnits.share(item.bytes(), total)
                + (item.files() > 1 ? ", " + HumanUnits.count(item.files(), "file") : ""));
        html.raw(String.format(
                Locale.ROOT,
                "</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                box.x() + EDGE / 2,
                box.y() + EDGE / 2,
                box.width() - EDGE,
                box.height() - EDGE));
        boolean labelled = box.width() > 40 && box.height() > HEAD + 1;
        if (labelled) {
            label(group ? name + ", " + HumanUnits.bytes(item.bytes()) : name, box);
        }
        html.raw("</g>\n");
        double head = labelled ? HEAD : EDGE;
        if (group && box.width() > 4 * EDGE && box.height() > head + 2 * EDGE) {
            Box inner = new Box(
                    box.x() + 2 * EDGE, box.y() + head + EDGE, box.width() - 4 * EDGE, box.height() - head - 3 * EDGE);
            children(item.children(), inner, depth == 0 ? "" : depth == 1 ? item.name() : whole, depth + 1, colour);
        }
    }

    private void label(String name, Box box) {
        int room = (int) ((box.width() - 8) / CHARACTER);
        String plain = InspectionWords.plain(name);
        String shown = plain.codePointCount(0, plain.length()) > room
                ? plain.substring(0, plain.offsetByCodePoints(0, Math.max(1, room - 1))) + "…"
                : plain;
        html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">", box.x() + 4, box.y() + 12));
        html.text(shown).raw("</text>");
    }
}
