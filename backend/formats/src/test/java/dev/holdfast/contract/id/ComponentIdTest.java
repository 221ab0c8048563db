package dev.holdfast.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ComponentIdTest {
    @Test
    void only_complete_guids_are_ids() {
        String guid = "01020304-0506-0708-090a-0b0c0d0e0f10";

        assertThat(ComponentId.parse(guid.toUpperCase(Locale.ROOT)).text()).isEqualTo(guid);
        for (String wrong :
                List.of("1-2-3-4-5", guid.substring(1), "0" + guid, "1020304-00506-0708-090a-0b0c0d0e0f10")) {
            assertThatThrownBy(() -> ComponentId.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ImageId.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
