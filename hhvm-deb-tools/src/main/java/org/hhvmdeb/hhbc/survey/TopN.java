package org.hhvmdeb.hhbc.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the largest of many. */
final class TopN<T> {

    private final int most;
    private final Comparator<T> order;
    private final PriorityQueue<T> kept;

    TopN(int most, Comparator<T> order) {
        this.most = most;
        this.order = order;
        this.kept = new PriorityQueue<>(order);
    }

    void add(T item) {
        kept.add(item);
        if (kept.size() > most) {
            kept.remove();
        }
    }

    List<T> largestFirst() {
        List<T> sorted = new ArrayList<>(kept);
        sorted.sort(order.reversed());
        return sorted;
    }
}
