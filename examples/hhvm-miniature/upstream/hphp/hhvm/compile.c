/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct parser {
    const char *at, *end;
    unsigned line;
    struct unit *unit;
    char *error; /* the first one */
};

void unit_add(struct unit *unit, enum opcode code, unsigned line, struct text operand)
{
    unit->ops = resize(unit->ops, unit->count + 1, sizeof *unit->ops);
    unit->ops[unit->count++] = (struct op){code, line, operand};
}

static bool error(struct parser *p, const char *what)
{
    if (p->error == NULL)
        p->error = format("syntax error, %s", what);
    return false;
}

static bool looking_at(const struct parser *p, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(p->end - p->at) >= size && strncasecmp(p->at, text, size) == 0;
}

static void advance(struct parser *p, size_t count)
{
    for (; count > 0 && p->at < p->end; count--)
        p->line += *p->at++ == '\n';
}

static bool take(struct parser *p, const char *text)
{
    if (!looking_at(p, text))
        return false;
    advance(p, strlen(text));
    return true;
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool take_word(struct parser *p, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(p->end - p->at) > size && is_name(p->at[size]))
        return false;
    return take(p, word);
}

/* Text outside the tags, up to and with the next opening tag. */
static void inline_html(struct parser *p)
{
    struct text html = {0};
    unsigned line = p->line;
    while (p->at < p->end) {
        if (looking_at(p, "<?php") && (p->at + 5 == p->end || isspace((unsigned char)p->at[5]))) {
            advance(p, 5);
            break;
        }
        text_add(&html, p->at, 1);
        advance(p, 1);
    }
    if (html.size > 0)
        unit_add(p->unit, OP_ECHO, line, html);
}

/* Blanks and comments; a one-line comment ends at ?> too. */
static bool skip_blanks(struct parser *p)
{
    while (p->at < p->end) {
        if (isspace((unsigned char)*p->at)) {
            advance(p, 1);
        } else if (take(p, "#") || take(p, "//")) {
            while (p->at < p->end && *p->at != '\n' && !looking_at(p, "?>"))
                advance(p, 1);
        } else if (take(p, "/*")) {
            while (p->at < p->end && !looking_at(p, "*/"))
                advance(p, 1);
            if (!take(p, "*/"))
                return error(p, "unterminated comment");
        } else {
            return true;
        }
    }
    return true;
}

static void escape(struct parser *p, char quote, struct text *out)
{
    static const char plain[] = "nrtvf\\$\"", meaning[] = "\n\r\t\v\f\\$\"";
    const char *found = p->at < p->end && *p->at != '\0' ? strchr(plain, *p->at) : NULL;
    if (quote == '\'' && p->at < p->end && (*p->at == '\'' || *p->at == '\\'))
        text_add(out, p->at, 1);
    else if (quote == '"' && found != NULL)
        text_add(out, &meaning[found - plain], 1);
    else {
        text_add(out, "\\", 1);
        return; /* not an escape: the backslash stands for itself */
    }
    advance(p, 1);
}

static bool literal(struct parser *p, struct text *out)
{
    char quote = p->at < p->end ? *p->at : '\0';
    if (quote != '\'' && quote != '"')
        return error(p, "expected a quoted string");
    advance(p, 1);
    while (p->at < p->end && *p->at != quote) {
        char c = *p->at;
        char next = p->at + 1 < p->end ? p->at[1] : '\0';
        if (quote == '"' && ((c == '$' && (is_name(next) || next == '{')) || (c == '{' && next == '$')))
            return error(p, "variables in strings are not part of this subset");
        advance(p, 1);
        if (c == '\\')
            escape(p, quote, out);
        else
            text_add(out, &c, 1);
    }
    return take(p, quote == '"' ? "\"" : "'") || error(p, "unterminated string");
}

/* 'a' . "b" */
static bool strings(struct parser *p, struct text *out)
{
    do {
        if (!skip_blanks(p) || !literal(p, out) || !skip_blanks(p))
            return false;
    } while (take(p, "."));
    return true;
}

static bool echo(struct parser *p)
{
    do {
        struct text operand = {0};
        unsigned line = p->line;
        text_add(&operand, "", 0);
        if (!strings(p, &operand))
            return false;
        unit_add(p->unit, OP_ECHO, line, operand);
    } while (take(p, ","));
    return true;
}

static bool require(struct parser *p, enum opcode code)
{
    struct text operand = {0};
    unsigned line = p->line;
    if (!skip_blanks(p))
        return false;
    if (!take_word(p, "__DIR__") || !skip_blanks(p) || !take(p, "."))
        return error(p, "expected __DIR__ . 'file'");
    if (!strings(p, &operand))
        return false;
    unit_add(p->unit, code, line, operand);
    return true;
}

static bool statement(struct parser *p)
{
    static const struct {
        const char *word;
        enum opcode code;
    } requires[] = {
        {"require_once", OP_REQUIRE_ONCE},
        {"require", OP_REQUIRE},
        {"include_once", OP_INCLUDE_ONCE},
        {"include", OP_INCLUDE},
    };
    if (*p->at == ';')
        return true;
    if (take_word(p, "echo"))
        return echo(p);
    for (size_t i = 0; i < sizeof requires / sizeof *requires; i++)
        if (take_word(p, requires[i].word))
            return require(p, requires[i].code);
    return error(p, "expected echo, require or include");
}

/* One pair of tags, from behind <?php to behind ?> and the line break that belongs to it. */
static bool code(struct parser *p)
{
    while (skip_blanks(p) && p->at < p->end) {
        if (!looking_at(p, "?>") && !statement(p))
            return false;
        if (!skip_blanks(p))
            return false;
        if (take(p, "?>")) {
            (void)(take(p, "\n") || take(p, "\r\n"));
            return true;
        }
        if (!take(p, ";"))
            return error(p, "expected ';'");
    }
    return p->error == NULL;
}

bool unit_compile(struct unit *unit, const struct text *source)
{
    struct parser p = {source->data, source->data + source->size, 1, unit, NULL};
    while (p.at < p.end) {
        inline_html(&p);
        if (!code(&p)) {
            struct text message = {0};
            char *where = format("%s on line %u", p.error, p.line);
            text_add(&message, where, strlen(where));
            *unit = (struct unit){0};
            unit_add(unit, OP_FATAL, p.line, message);
            return false;
        }
    }
    return true;
}
