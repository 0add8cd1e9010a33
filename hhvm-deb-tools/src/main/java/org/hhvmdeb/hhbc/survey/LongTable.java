package org.hhvmdeb.hhbc.survey;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gives numbers 0, 1, 2… to 64-bit keys in the order in which they come; there may be millions. */
final class LongTable {

    private long[] keys = new long[16];
    private int[] slots = new int[64];
    /** Makes slots that nobody can foresee: a file could have all its keys in one. */
    private final long seed = new SplittableRandom().nextLong() | 1;

    private int size;

    /** The key's number, a new one if need be. */
    int put(long key) {
        int slot = slotOf(key);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
        slots[slot] = size;
        if (4L * size > 3L * slots.length) {
            grow();
        }
        return size - 1;
    }

    /** The key's number; -1 if it has none. */
    int get(long key) {
        return slots[slotOf(key)] - 1;
    }

    long key(int number) {
        return keys[number];
    }

    int size() {
        return size;
    }

    private int slotOf(long key) {
        int mask = slots.length - 1;
        long mixed = (key ^ seed) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 32) * seed;
        int slot = (int) (mixed >>> 32 ^ mixed) & mask;
        while (slots[slot] > 0 && keys[slots[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            slots[slotOf(keys[i])] = i + 1;
        }
    }
}
