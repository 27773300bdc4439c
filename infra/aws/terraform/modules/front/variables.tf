variable "prefix" {
  description = "How the names of everything begin, the same as that of module cluster: 1 to 24 of a-z, 0-9 and -."
  type        = string
  default     = "sluice"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?$", var.prefix)) && !can(regex("(^|-)(events|dlq)(-|$)", var.prefix))
    error_message = "prefix: must be 1 to 24 of a-z, 0-9 and -, neither start nor end with -, and have no part \"events\" or \"dlq\" between hyphens: queues of event sources and of dead letters are named so."
  }
}

variable "clusters" {
  description = "The clusters, by name: what module cluster gives as output clusters_entry. The function knows a change within a minute."
  type = map(object({
    queue_url = string
    group     = optional(string)
    copy_to   = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.clusters) : can(regex("^[a-z0-9-]{1,32}$", name)) && !can(regex("(^|-)(events|dlq)(-|$)", name))])
    error_message = "clusters: a cluster's name must be 1 to 32 of a-z, 0-9 and -, and have no part \"events\" or \"dlq\" between hyphens."
  }

  validation {
    condition     = alltrue([for name, entry in var.clusters : can(regex("^https?://[^/]+/(.*/)?${var.prefix}-${name}$", entry.queue_url))])
    error_message = "clusters: a cluster's queue_url must be the URL of its queue <prefix>-<cluster>, such as https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-eu."
  }

  validation {
    condition     = alltrue([for entry in values(var.clusters) : entry.group == null ? true : can(regex("^[a-z0-9-]{1,32}$", entry.group))])
    error_message = "clusters: a cluster's group must be 1 to 32 of a-z, 0-9 and -, or null."
  }

  validation {
    condition     = alltrue([for entry in values(var.clusters) : length(entry.copy_to) <= 5 && length(distinct(entry.copy_to)) == length(entry.copy_to) && alltrue([for url in entry.copy_to : can(regex("^https?://", url))])])
    error_message = "clusters: a cluster's copy_to must be at most five http or https URLs of queues, none of them twice."
  }
}

variable "zip" {
  description = "The path of the function's zip, function-webhook-<version>.zip."
  type        = string
  nullable    = false

  validation {
    condition     = try(fileexists(var.zip), false)
    error_message = "zip: must be the path of a file, function-webhook-<version>.zip."
  }
}

variable "runtime" {
  description = "The Lambda runtime: java25 or java21. The AWS provider takes java25 from its version 6.20.0 on; with an older one use java21."
  type        = string
  default     = "java25"
  nullable    = false

  validation {
    condition     = contains(["java25", "java21"], var.runtime)
    error_message = "runtime: must be java25 or java21."
  }
}

variable "architecture" {
  description = "The function's processor: arm64 or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture: must be arm64 or x86_64."
  }
}

variable "memory_mib" {
  description = "The function's memory in MiB; its share of a processor goes with it."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.memory_mib >= 512 && var.memory_mib <= 10240 && floor(var.memory_mib) == var.memory_mib
    error_message = "memory_mib: must be a whole number of MiB, 512 to 10240."
  }
}

variable "reserved_concurrency" {
  description = "How many webhooks are handled at once at the most, taken from the account's own limit. Null: no limit but the account's."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 1 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency: must be a whole number from 1 on, or null."
  }
}

variable "environment" {
  description = "Further environment variables of the function, such as AWS_ENDPOINT_URL for an emulator."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = !contains(keys(var.environment), "SLUICE_PREFIX")
    error_message = "environment: SLUICE_PREFIX is set by the variable prefix."
  }
}

variable "api_type" {
  description = "http (API Gateway HTTP API), or rest (REST API), which costs more and alone can have a WAF."
  type        = string
  default     = "http"
  nullable    = false

  validation {
    condition     = contains(["http", "rest"], var.api_type)
    error_message = "api_type: must be http or rest."
  }
}

variable "throttling" {
  description = "How many requests API Gateway lets through: rate, a second on average, and burst. What is more is answered 429."
  type = object({
    rate  = optional(number, 100)
    burst = optional(number, 200)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.throttling.rate >= 1 && var.throttling.rate <= 10000 && var.throttling.burst >= 1 && var.throttling.burst <= 5000
    error_message = "throttling: rate must be 1 to 10000 requests a second, and burst 1 to 5000 requests."
  }
}

variable "waf" {
  description = "A web ACL before the API (api_type rest alone): rate_limit, requests of one address in five minutes; blocked_cidrs; allowed_cidrs, none: all. Null: no web ACL."
  type = object({
    rate_limit    = optional(number, 2000)
    allowed_cidrs = optional(list(string), [])
    blocked_cidrs = optional(list(string), [])
  })
  default = null

  validation {
    condition     = var.waf == null || var.api_type == "rest"
    error_message = "waf: needs api_type rest: an HTTP API can have no web ACL."
  }

  validation {
    condition     = var.waf == null ? true : var.waf.rate_limit >= 10 && var.waf.rate_limit <= 2000000000
    error_message = "waf.rate_limit: must be 10 to 2000000000 requests in five minutes."
  }

  validation {
    condition = var.waf == null ? true : alltrue([
      for cidr in concat(var.waf.allowed_cidrs, var.waf.blocked_cidrs) : can(cidrhost(cidr, 0)) && !endswith(cidr, "/0")
    ])
    error_message = "waf: allowed_cidrs and blocked_cidrs must be ranges of addresses such as 192.30.252.0/22 or 2606:50c0::/32, not /0."
  }
}

variable "api_gateway_account" {
  description = "With api_type rest: whether to make the role by which REST APIs write access logs, and set it in API Gateway's account settings. There is one such setting in each account and region; leave this off where somebody else has set it."
  type        = bool
  default     = false
  nullable    = false
}

variable "domain" {
  description = "A domain name of your own: its ACM certificate in the same region, and, if it is to get its record, its Route 53 zone. API Gateway's own name is then switched off."
  type = object({
    name            = string
    certificate_arn = string
    hosted_zone_id  = optional(string)
  })
  default = null

  validation {
    condition     = var.domain == null ? true : can(regex("^([a-z0-9-]+\\.)+[a-z0-9-]+$", var.domain.name))
    error_message = "domain.name: must be a domain name in lower case, such as hooks.example.com."
  }

  validation {
    condition     = var.domain == null ? true : can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$", var.domain.certificate_arn))
    error_message = "domain.certificate_arn: must be the ARN of an ACM certificate."
  }
}

variable "log_retention_days" {
  description = "For how many days logs are kept; 0: for ever."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: must be one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "kms_key_arns" {
  description = "The ARNs of the KMS keys of your own that module cluster, or secrets with external tokens, are encrypted with: the function gets the right to use them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.kms_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-z-]+$", arn))])
    error_message = "kms_key_arns: must be ARNs of keys (no aliases), such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}

variable "secret_recovery_days" {
  description = "For how many days the list of clusters can be restored after it was destroyed. 0: not at all; then the same name can be used again at once."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days: must be 0, or 7 to 30."
  }
}

variable "alarm_actions" {
  description = "ARNs of what is told about alarms, such as an SNS topic."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_actions) <= 5 && alltrue([for arn in var.alarm_actions : can(regex("^arn:", arn))])
    error_message = "alarm_actions: must be at most five ARNs."
  }
}

variable "refused_percent" {
  description = "The alarm on 4xx answers rises when more than this share of the requests of five minutes is refused, in percent, and they are 20 or more."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.refused_percent > 0 && var.refused_percent <= 100
    error_message = "refused_percent: must be more than 0, and at most 100."
  }
}

variable "tags" {
  description = "Tags of all resources, beside the default tags of the provider."
  type        = map(string)
  default     = {}
  nullable    = false
}
