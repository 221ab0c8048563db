package dev.holdfast.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/** Reads lists page by page. */
class LinkedPagesTest {
    /** Offset of each page that was read. */
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void each_requested_page_is_read_once() {
        LinkedPages<Integer> pages = numbers(250, 100);

        assertThat(pages.rows(0, 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(pages.rows(95, 10)).hasSize(10).last().isEqualTo(104);
        assertThat(pages.rows(95, 10)).hasSize(10);
        assertThat(asked).containsExactly(0, 100);
        assertThat(pages.isComplete()).isFalse();
        assertThat(pages.hasMore(200)).isTrue();

        assertThat(pages.rows(240, 100)).hasSize(10);
        assertThat(pages.rows(400, 100)).isEmpty();
        assertThat(pages.isComplete()).isTrue();
        assertThat(pages.hasMore(250)).isFalse();
        assertThat(pages.isTruncated()).isFalse();
        assertThat(asked).containsExactly(0, 100, 200);
    }

    @Test
    void at_most_ten_thousand_rows_are_returned_and_more_are_reported() {
        LinkedPages<Integer> pages = numbers(12_000, 300);

        assertThat(pages.rows(9_990, 100)).hasSize(10).last().isEqualTo(9_999);
        assertThat(pages.rows(10_500, 100)).isEmpty();

        assertThat(asked).hasSize(34);
        assertThat(pages.isTruncated()).isTrue();
        assertThat(pages.hasMore(LinkedPages.LONGEST)).isFalse();
    }

    @Test
    void empty_pages_are_read_up_to_a_limit_and_further_on_the_next_call() {
        LinkedPages<Integer> pages = LinkedPages.of(100, (cursor, limit) -> {
            int at = cursor == null ? 0 : Integer.parseInt(cursor);
            asked.add(at);
            return new LinkedPages.Page<>(at == 14 ? List.of(7) : List.of(), Integer.toString(at + 1));
        });

        assertThat(pages.rows(0, 50)).isEmpty();
        assertThat(asked).hasSize(10);
        assertThat(pages.isEmpty()).isFalse();
        assertThat(pages.hasMore(0)).isTrue();

        assertThat(pages.rows(0, 50)).containsExactly(7);
        assertThat(asked).hasSize(21);
    }

    @Test
    void the_first_page_and_pages_with_changing_rows_are_read_again_on_use() {
        LinkedPages<Integer> pages = numbers(450, 100);
        pages.rows(0, 450);
        asked.clear();

        pages.markOutdated(0, 450, number -> number == 250 || number == 350);
        assertThat(asked).isEmpty();
        assertThat(pages.rows(200, 50)).hasSize(50).first().isEqualTo(200);
        assertThat(asked).containsExactly(0, 200);

        pages.markOutdated(0, 450, number -> false);
        assertThat(pages.rows(0, 500)).hasSize(450);
        assertThat(asked).containsExactly(0, 200, 0, 300);
    }

    @Test
    void only_the_pages_of_rows_in_view_are_read_again() {
        LinkedPages<Integer> pages = numbers(450, 100);
        pages.rows(0, 450);
        asked.clear();

        pages.markOutdated(210, 150, number -> true);

        assertThat(pages.rows(0, 450)).hasSize(450);
        assertThat(asked).containsExactly(200, 300);
    }

    @Test
    void a_jump_to_the_end_takes_few_calls() {
        LinkedPages<Integer> pages = LinkedPages.of(50, (cursor, limit) -> {
            int from = LinkedPages.Page.offset(cursor);
            asked.add(from);
            return LinkedPages.Page.at(
                    cursor, IntStream.range(from, from + limit).boxed().toList(), 1_000_000);
        });

        assertThat(pages.first()).hasSize(50);
        assertThat(pages.rows(9_960, 50)).hasSize(40).last().isEqualTo(9_999);
        assertThat(asked).hasSizeLessThanOrEqualTo(21);
        assertThat(pages.isTruncated()).isTrue();
    }

    @Test
    void pages_after_added_or_removed_rows_are_read_again() {
        List<Integer> newestFirst = new ArrayList<>(List.of(5, 4, 3, 2, 1));
        LinkedPages<Integer> pages = LinkedPages.of(100, (cursor, limit) -> {
            List<Integer> rest = newestFirst.stream()
                    .filter(number -> cursor == null || number < Integer.parseInt(cursor))
                    .toList();
            List<Integer> page = rest.subList(0, Math.min(2, rest.size()));
            return new LinkedPages.Page<>(page, rest.size() > 2 ? page.getLast().toString() : null);
        });
        assertThat(pages.rows(0, 10)).containsExactly(5, 4, 3, 2, 1);

        newestFirst.addFirst(6);
        pages.markOutdated(0, 10, number -> false);
        assertThat(pages.rows(0, 10)).containsExactly(6, 5, 4, 3, 2, 1);

        newestFirst.removeAll(List.of(6, 5, 4, 3));
        pages.markOutdated(0, 10, number -> false);
        assertThat(pages.rows(0, 10)).containsExactly(2, 1);
        assertThat(pages.isComplete()).isTrue();
    }

    @Test
    void a_list_of_ten_thousand_rows_is_complete() {
        LinkedPages<Integer> pages = numbers(LinkedPages.LONGEST, 500);

        assertThat(pages.rows(9_999, 10)).hasSize(1);
        assertThat(pages.isTruncated()).isFalse();
        assertThat(pages.isComplete()).isTrue();
    }

    @Test
    void the_response_links_to_the_next_page() {
        LinkedPages<String> pages = LinkedPages.linked(
                ListRequest.of(null, 1),
                page -> page.cursor() == null
                        ? RestResponse.ResponseBuilder.ok(List.of("a"))
                                .header("Link", "<?limit=1&cursor=eyJ-_9&sort=-at>; rel=\"next\"")
                                .build()
                        : RestResponse.ok(List.of(page.cursor())));

        assertThat(pages.rows(0, 5)).containsExactly("a", "eyJ-_9");
        assertThat(pages.isComplete()).isTrue();
    }

    /** Returns a list of the numbers from 0 up to {@code all}, exclusive, in pages of {@code page} rows. */
    private LinkedPages<Integer> numbers(int all, int page) {
        return LinkedPages.of(100, (cursor, limit) -> {
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int until = Math.min(from + page, all);
            asked.add(from);
            return new LinkedPages.Page<>(
                    IntStream.range(from, until).boxed().toList(), until < all ? Integer.toString(until) : null);
        });
    }
}
