/**
 * Request and response records of the operator API ({@link dev.holdfast.contract.operator.OperatorApi}), one package
 * for each kind of resource.
 */
@NullMarked
package dev.holdfast.contract.operator;

import org.jspecify.annotations.NullMarked;
