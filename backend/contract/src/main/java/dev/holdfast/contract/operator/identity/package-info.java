/** People, tokens, roles and permissions. */
@NullMarked
package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.NullMarked;
