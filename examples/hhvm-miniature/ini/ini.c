/* ini - a small reader of INI files. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "ini.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *trim(char *text)
{
    size_t length;
    while (isspace((unsigned char)*text))
        text++;
    length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* "a;b" is taken as it is between the quotes; otherwise a comment ends the value. */
static char *value_of(char *text)
{
    char *end = *text == '"' || *text == '\'' ? strchr(text + 1, *text) : NULL;
    if (end != NULL) {
        *end = '\0';
        return text + 1;
    }
    for (char *c = text; *c != '\0'; c++)
        if ((*c == ';' || *c == '#') && (c == text || isspace((unsigned char)c[-1])))
            *c = '\0';
    return trim(text);
}

bool ini_parse_line(const char *line, ini_pair *pair, void *context)
{
    char *copy = strdup(line);
    char *equals = copy == NULL ? NULL : strchr(copy, '=');
    bool good = false;
    if (equals != NULL) {
        *equals = '\0';
        char *name = trim(copy);
        good = *name != '\0';
        if (good)
            pair(context, name, value_of(trim(equals + 1)));
    }
    free(copy);
    return good;
}

int ini_parse_file(const char *path, ini_pair *pair, void *context)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    int number = 0, wrong = 0;
    if (file == NULL)
        return -1;
    while (wrong == 0 && getline(&line, &room, file) >= 0) {
        char *text = trim(line);
        number++;
        if (*text != '\0' && *text != ';' && *text != '#' && *text != '[' && !ini_parse_line(text, pair, context))
            wrong = number;
    }
    if (wrong == 0 && ferror(file))
        wrong = -1;
    free(line);
    fclose(file);
    return wrong;
}
