/**
 * From reason text and status to one of the seven classes, with the id of the rule that decided.
 *
 * <p>The rules are data, in {@code rules.txt} beside this package; its head explains them. The code
 * here reads them, reduces a reason to plain words and finds all phrases in one pass over it.
 *
 * <p>May touch java.* and the vocabulary only; pure but for reading its own resource once.
 */
package dev.rebound.classify;
