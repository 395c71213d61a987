/* The review of many filings.
 *
 * A job is the filings of one unit.  Workers take jobs in order and put what
 * they loaded into the job; the caller's thread hands it on, in the same order,
 * and frees it.
 *
 * 1. Only the caller's thread uses the work's store; each worker has its own.
 * 2. A worker takes job i only when i < handed + WINDOW: what is in memory does
 *    not depend on the number of jobs.
 * 3. `lock` guards next, handed, jobs' ready, running and e; stop is atomic. */
#include "app/review_all.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/review_inside.h"
#include "app/review_load.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { WINDOW = 32, THREADS_MOST = 64, TELL_MS = 50, BATCH = 500 };

struct job {
	size_t first, n; /* of the filings */
	bool ready;
	struct loaded_unit unit;
};

struct batch { /* of counts that are not stored yet */
	struct review_audited item[BATCH];
	size_t n;
};

struct run {
	struct work *w;
	const struct review_request *q;
	struct work_filing *filings;
	bool *wanted;
	size_t nfilings;
	struct job *jobs;
	size_t njobs;
	struct review_done *done;
	struct batch *batch;
	struct timespec told;

	pthread_mutex_t lock;
	pthread_cond_t ready, room; /* a job is ready; one was handed on */
	size_t next, handed;
	int running;
	struct err e;               /* the first that went wrong */
	_Atomic bool stop;
};

/* ---- what is wanted ---- */

static bool is_below(const struct units *units, int unit, int top)
{
	while (unit >= 0 && unit != top)
		unit = units->unit[unit].superior;
	return unit == top;
}

static bool is_wanted(const struct run *r, const struct work_filing *x)
{
	const struct review_request *q = r->q;

	return x->set && (!q->year || x->year == q->year) &&
	       (!q->set || strcmp(q->set, x->set_id) == 0) &&
	       (q->unit < 0 || x->unit == q->unit ||
	        (!q->alone && is_below(&r->w->units, x->unit, q->unit)));
}

static void add_job(struct run *r, size_t first, size_t n)
{
	r->jobs[r->njobs++] = (struct job){.first = first, .n = n};
}

static void make_jobs(struct run *r)
{
	r->wanted = mem_array(r->nfilings + 1, sizeof *r->wanted);
	r->jobs = mem_array(r->nfilings + 1, sizeof *r->jobs);
	for (size_t i = 0, end; i < r->nfilings; i = end) {
		size_t wanted = 0;

		for (end = i; end < r->nfilings && r->filings[end].unit == r->filings[i].unit; end++)
			wanted += r->wanted[end] = is_wanted(r, &r->filings[end]);
		if (wanted > 0)
			add_job(r, i, end - i);
		r->done->total += wanted;
	}
}

/* ---- workers ---- */

static struct job *take_job(struct run *r)
{
	struct job *job = NULL;

	pthread_mutex_lock(&r->lock);
	while (!r->stop && r->next < r->njobs && r->next >= r->handed + WINDOW)
		pthread_cond_wait(&r->room, &r->lock);
	if (!r->stop && r->next < r->njobs)
		job = &r->jobs[r->next++];
	pthread_mutex_unlock(&r->lock);
	return job;
}

static void finish(struct run *r, struct job *job, int result, const struct err *e)
{
	pthread_mutex_lock(&r->lock);
	if (job)
		job->ready = true;
	else
		r->running--;
	if (result < 0) {
		if (!r->e.code)
			r->e = *e;
		r->stop = true;
	}
	pthread_cond_signal(&r->ready);
	pthread_cond_broadcast(&r->room);
	pthread_mutex_unlock(&r->lock);
}

static void *work(void *run)
{
	struct run *r = run;
	struct err e = {0};
	struct store *s = store_open(store_path(r->w->store), STORE_READ, &e);
	struct peers_kept *peers = peers_kept_new();
	struct job *job;
	int result = s ? 0 : -1;

	while (result == 0 && (job = take_job(r)) != NULL) {
		result = review_load(&job->unit, r->w, s, peers, &r->filings[job->first],
		                     &r->wanted[job->first], job->n, &r->stop, &e);
		finish(r, job, result, &e);
	}
	peers_kept_free(peers);
	store_close(s);
	finish(r, NULL, result, &e);
	return NULL;
}

static int start(struct run *r, pthread_t *threads)
{
	long n = r->q->threads > 0 ? r->q->threads : sysconf(_SC_NPROCESSORS_ONLN);

	n = n < 1 ? 1 : n > THREADS_MOST ? THREADS_MOST : n;
	while (r->running < n && r->running < (int)r->njobs) {
		/* Counted before it runs: it may end at once. */
		pthread_mutex_lock(&r->lock);
		int at = r->running++;
		pthread_mutex_unlock(&r->lock);
		if (pthread_create(&threads[at], NULL, work, r) != 0) {
			finish(r, NULL, 0, NULL);
			return at;
		}
	}
	return r->running;
}

/* ---- the caller's thread ---- */

static int put_batch(struct store *s, const struct batch *b)
{
	int result = 0;

	if (store_begin(s, NULL) < 0)
		return -1;
	for (size_t i = 0; i < b->n && result == 0; i++)
		result = store_audited_put(s, b->item[i].filing, b->item[i].counts, b->item[i].n, NULL);
	if (result == 0 && store_commit(s, NULL) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

static void store_batch(struct run *r)
{
	struct batch *b = r->batch;

	if (b->n > 0 && !work_is_readonly(r->w))
		put_batch(r->w->store, b);
	for (size_t i = 0; i < b->n; i++)
		mem_free(b->item[i].counts);
	b->n = 0;
}

static void hand_on(struct run *r, struct job *job)
{
	for (size_t i = 0; i < job->unit.n; i++) {
		struct loaded *x = &job->unit.item[i];
		struct filing *f = x->filing;

		if (!x->wanted)
			continue;
		if (r->q->result)
			r->q->result(r->q->context, x->which, f, &x->review);
		r->batch->item[r->batch->n++] = review_audited(&x->review, f, x->rules);
		if (r->batch->n == BATCH)
			store_batch(r);
		r->done->done++;
	}
}

static bool is_time(struct run *r)
{
	struct timespec now;
	long ms;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ms = (now.tv_sec - r->told.tv_sec) * 1000 + (now.tv_nsec - r->told.tv_nsec) / 1000000;
	if (ms < TELL_MS)
		return false;
	r->told = now;
	return true;
}

static void tell(struct run *r)
{
	if (r->stop || !r->q->progress || !is_time(r) ||
	    r->q->progress(r->q->context, r->done->done, r->done->total))
		return;
	pthread_mutex_lock(&r->lock);
	r->done->stopped = true;
	r->stop = true;
	pthread_cond_broadcast(&r->room);
	pthread_mutex_unlock(&r->lock);
}

/* The next job in order when it is ready, after at most TELL_MS; NULL. */
static struct job *wait_for(struct run *r)
{
	struct job *job = &r->jobs[r->handed];
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += TELL_MS * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_mutex_lock(&r->lock);
	if (!job->ready && r->running > 0)
		pthread_cond_timedwait(&r->ready, &r->lock, &until);
	if (!job->ready)
		job = NULL;
	pthread_mutex_unlock(&r->lock);
	return job;
}

static void follow(struct run *r)
{
	while (!r->stop && r->handed < r->njobs) {
		struct job *job = wait_for(r);

		if (job && !r->stop) {
			hand_on(r, job);
			review_unload(&job->unit);
			pthread_mutex_lock(&r->lock);
			r->handed++;
			pthread_cond_broadcast(&r->room);
			pthread_mutex_unlock(&r->lock);
		}
		tell(r);
	}
}

static int run_all(struct run *r)
{
	pthread_t threads[THREADS_MOST];
	int n = start(r, threads);

	if (n == 0 && r->njobs > 0)
		return err_set(&r->e, ERR_SYSTEM, _("不能开始审核：系统不给新的线程"));
	follow(r);
	for (int i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = r->handed; i < r->njobs; i++)
		review_unload(&r->jobs[i].unit);
	store_batch(r);
	if (!r->stop && r->q->progress)
		r->q->progress(r->q->context, r->done->done, r->done->total);
	return r->e.code ? -1 : 0;
}

int review_all(struct work *w, const struct review_request *q, struct review_done *done,
               struct err *e)
{
	struct run r = {.w = w, .q = q, .done = done, .lock = PTHREAD_MUTEX_INITIALIZER,
	                .ready = PTHREAD_COND_INITIALIZER, .room = PTHREAD_COND_INITIALIZER};
	int result;

	*done = (struct review_done){0};
	r.filings = work_filings(w, q->alone ? q->unit : -1, &r.nfilings, e);
	if (!r.filings)
		return -1;
	make_jobs(&r);
	r.batch = mem_alloc(sizeof *r.batch);
	result = run_all(&r);
	if (result < 0 && e)
		*e = r.e;
	mem_free(r.batch);
	mem_free(r.jobs);
	mem_free(r.wanted);
	mem_free(r.filings);
	return result;
}
