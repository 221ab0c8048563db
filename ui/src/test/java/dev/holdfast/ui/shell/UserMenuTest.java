package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The menu of the signed-in person. */
class UserMenuTest {
    @ParameterizedTest
    @CsvSource({
        "Olivia Owens, OO",
        "maria del carmen garcía lópez, ML",
        "admin, A",
        "' Ada  Admin ', AA",
        "𐐨da émile, 𐐀É",
        "'', ''"
    })
    void an_avatar_has_the_initials_of_the_first_and_the_last_word(String name, String initials) {
        assertThat(UserMenu.initials(name)).isEqualTo(initials);
    }
}
