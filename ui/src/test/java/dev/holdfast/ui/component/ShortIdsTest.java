package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import org.junit.jupiter.api.Test;

/** Device IDs of 128 digits are shortened in sentences. */
class ShortIdsTest {
    private static final String ID = "0a1b2c3d4e5f6071".repeat(8);

    @Test
    void each_id_in_a_sentence_is_shortened_with_the_whole_as_title() {
        Span words = ShortIds.in("Device " + ID + " (Bank vault) would lose all; " + ID + ".");

        assertThat(words.getElement().getTextRecursively())
                .isEqualTo("Device 0a1b2c3d4e5f… (Bank vault) would lose all; 0a1b2c3d4e5f….");
        assertThat(words.getChildren().filter(Code.class::isInstance))
                .hasSize(2)
                .allSatisfy(code -> assertThat(((Code) code).getTitle()).contains(ID));
    }

    @Test
    void other_words_stay() {
        String sentence = "Block 3 devices of " + "f".repeat(127) + " <b>";

        assertThat(ShortIds.in(sentence).getElement().getTextRecursively()).isEqualTo(sentence);
    }
}
