/** Certificate authorities, and the keys with which others check what Holdfast signs. */
@NullMarked
package dev.holdfast.contract.operator.authority;

import org.jspecify.annotations.NullMarked;
