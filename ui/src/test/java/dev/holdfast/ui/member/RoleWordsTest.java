package dev.holdfast.ui.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.NativeTableRow;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.RowTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleWordsTest {
    @ParameterizedTest
    @EnumSource
    void a_dialog_names_every_act_of_a_role_and_no_other(Role role) {
        for (Act act : Act.values()) {
            assertThat(RoleWords.meaning(role).contains(RoleWords.words(act)))
                    .as(act.name())
                    .isEqualTo(role.may(act));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_neither_approves_nor_manages_members(Role role) {
        assertThat(RoleWords.meaningOfToken(role))
                .contains(RoleWords.words(Act.READ))
                .doesNotContain(RoleWords.words(Act.APPROVE), RoleWords.words(Act.MANAGE_MEMBERS));
    }

    @Test
    void the_page_says_of_every_act_and_every_role_what_the_api_does() {
        List<List<String>> told = rows(RoleWords.table());

        List<List<String>> real = Arrays.stream(Act.values())
                .map(act -> {
                    List<String> row = new ArrayList<>(List.of(Clause.start(RoleWords.words(act))));
                    for (Role role : Role.values()) {
                        row.add(role.may(act) ? "Yes" : "No");
                    }
                    return row;
                })
                .toList();
        assertThat(told).isEqualTo(real);
    }

    private static List<List<String>> rows(RowTable table) {
        return table.getBody().getRows().stream().map(RoleWordsTest::cells).toList();
    }

    private static List<String> cells(NativeTableRow row) {
        return row.getChildren()
                .map(cell -> cell.getElement().getTextRecursively())
                .toList();
    }
}
