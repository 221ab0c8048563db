package dev.holdfast.ui.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.NativeTableRow;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts about the permissions of roles. */
class RoleWordsTest {
    @ParameterizedTest
    @EnumSource
    void a_role_lists_exactly_its_permissions(Role role) {
        for (Permission permission : Permission.values()) {
            assertThat(RoleWords.permissions(role).contains(Texts.word(permission)))
                    .as(permission.name())
                    .isEqualTo(role.may(permission));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_can_neither_approve_nor_manage_members(Role role) {
        assertThat(RoleWords.permissionsOfToken(role))
                .contains(Texts.word(Permission.READ))
                .doesNotContain(Texts.word(Permission.APPROVE), Texts.word(Permission.MANAGE_MEMBERS));
    }

    @Test
    void the_table_of_role_permissions_matches_the_api() {
        List<List<String>> shown = rows(RoleWords.table());

        List<List<String>> expected = Arrays.stream(Permission.values())
                .map(permission -> {
                    List<String> row = new ArrayList<>(List.of(Clause.start(Texts.word(permission))));
                    for (Role role : Role.values()) {
                        row.add(role.may(permission) ? "Yes" : "No");
                    }
                    return row;
                })
                .toList();
        assertThat(shown).isEqualTo(expected);
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
