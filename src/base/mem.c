#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*exhaustion_hook)(void);

/* Nothing here may allocate: the sentence is ready made and goes out by
 * write(2). */
static _Noreturn void exhausted(void)
{
	static const char sentence[] = "内存不足，程序结束。已提交的修改都已保存。\n";
	void (*hook)(void) = exhaustion_hook;

	exhaustion_hook = NULL;
	if (hook)
		hook();
	if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
		_exit(3);
	_exit(3);
}

void mem_on_exhaustion(void (*hook)(void))
{
	exhaustion_hook = hook;
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *mem_array(size_t count, size_t size)
{
	void *p;

	if (count == 0 || size == 0)
		count = size = 1;
	if (count > SIZE_MAX / size)
		exhausted();
	p = calloc(count, size);
	if (!p)
		exhausted();
	return p;
}

void *mem_resize(void *p, size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	if (count > SIZE_MAX / size)
		exhausted();
	p = realloc(p, count * size);
	if (!p)
		exhausted();
	return p;
}

char *mem_strdup(const char *s)
{
	return s ? mem_strndup(s, strlen(s)) : NULL;
}

char *mem_strndup(const char *s, size_t length)
{
	char *copy;

	if (!s)
		return NULL;
	length = strnlen(s, length);
	copy = mem_resize(NULL, length + 1, 1);
	memcpy(copy, s, length);
	copy[length] = '\0';
	return copy;
}

void mem_free(void *p)
{
	free(p);
}

void *mem_more(void *array, size_t count, size_t *capacity, size_t size)
{
	size_t more;

	if (array && count < *capacity)
		return array;
	if (count > SIZE_MAX / 2 - 8)
		exhausted();
	more = count < 8 ? 8 : count * 2;
	array = mem_resize(array, more, size);
	memset((char *)array + count * size, 0, (more - count) * size);
	*capacity = more;
	return array;
}

void *mem_push(void *array, size_t count, size_t size)
{
	/* Full when the count is 0, or 8, 16, 32 … */
	bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
	size_t capacity = full ? count : count + 1;

	return mem_more(array, count, &capacity, size);
}
