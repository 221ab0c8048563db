package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.DeviceTerms.By;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Term;
import java.util.List;

/**
 * What a look at the first devices of a catalog said about a filter: how many were looked at, how many of them meet all of its terms,
 * and how many each. IDs are keys and therefore random, so the first are like the rest, whatever statistics PostgreSQL has.
 *
 * @param looked how many were looked at, {@value #MOST} at most
 * @param found how many of them meet the filter
 * @param each how many of them meet each term
 */
record Survey(long looked, long found, List<Long> each) {
    /** How many are looked at. */
    static final int MOST = 2_000;

    private static final int RARE = 100;
    private static final int LOOK = 10 * MOST;

    /** Looking at more costs as much as putting all of a large catalog in order. */
    private static final int FARTHEST = 250 * MOST;

    /** Copies the list. */
    Survey {
        each = List.copyOf(each);
    }

    /** Returns whether those were all. */
    boolean sawAll() {
        return looked < MOST;
    }

    /** Returns whether a page is full before very many devices were looked at. */
    boolean isCommon() {
        return sawAll() || found >= MOST / RARE;
    }

    /** Returns how many to look at for a page, where the filter is common: {@code 500,000} at most, for a page of 500 {@code 100,000}. */
    long look(int limit) {
        return Math.min(FARTHEST, Math.max(LOOK, twice(limit)));
    }

    /** Returns whether looking at so many would not fill a page. */
    boolean isFar(int limit) {
        return twice(limit) > FARTHEST;
    }

    private long twice(int limit) {
        return 2L * limit * looked / Math.max(1, found);
    }

    /** Returns how to ask for a term: an index gives all devices that meet it, which should be few. */
    By by(int term) {
        return !sawAll() && (each.get(term) < MOST / RARE || term == rarest()) ? By.INDEX : By.ROW;
    }

    /**
     * Returns the term that fewest devices meet, where hardly any meets all terms together though many meet each: then its devices
     * are looked at, and not all there are. There is none where half of the devices meet even that one.
     */
    private int rarest() {
        long fewest = each.stream().mapToLong(Long::longValue).min().orElse(MOST);
        return isCommon() || fewest > MOST / 2 || each.stream().anyMatch(met -> met < MOST / RARE)
                ? -1
                : each.indexOf(fewest);
    }

    /** Returns how many of {@code all} devices meet the filter: exactly where all were seen. */
    long total(long all) {
        return sawAll() || looked == 0 ? found : Math.max(found, Math.round((double) found / looked * all));
    }

    /** Adds terms, each as it is best asked for. */
    void add(List<Term> terms, SqlBuilder condition, DeviceTerms as) {
        for (int i = 0; i < terms.size(); i++) {
            condition.sql(" and ");
            as.add(terms.get(i), by(i));
        }
    }
}
